"""Judges repositories under Apache Spark, and keeps the verdicts as Parquet.

    python3 scan.py <hullcheck> <repositories> <verdicts>

Each partition goes through a process of its own: what Spark calls pipe. The
number of repositories at each level is printed at the end.
"""

import sys

from pyspark.sql import SparkSession

hullcheck, repositories, verdicts = sys.argv[1:]
spark = SparkSession.builder.appName("hullcheck").getOrCreate()

lines = spark.sparkContext.textFile(repositories, minPartitions=8)
# A partition is one processor's work; Spark decides how many run at once.
judged = lines.pipe(f"{hullcheck} scan --threads 1 --format columns", checkCode=True)
spark.read.json(judged).write.mode("overwrite").parquet(verdicts)

for row in spark.read.parquet(verdicts).groupBy("level").count().orderBy("level").collect():
    print(row["level"], row["count"])
