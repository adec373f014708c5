"""Buckets and objects with boto3, as a reader of log files would. Prints one JSON object."""

import io
import json
import sys
import urllib.error
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import ClientError

BUCKET = "boto-logs"
MB = 1024 * 1024


def code_of(call, **arguments) -> str:
    try:
        call(**arguments)
    except ClientError as failure:
        return failure.response["Error"]["Code"]
    return "no error"


def presigned(client) -> str:
    url = client.generate_presigned_url("get_object", Params={"Bucket": BUCKET, "Key": "AWSLogs/1/ü+.gz"})
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as failure:
        return failure.read().decode()


def main(endpoint: str) -> None:
    s3 = boto3.client("s3", endpoint_url=endpoint)
    location = {"LocationConstraint": s3.meta.region_name}
    s3.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=location)
    keys = ["AWSLogs/1/a b.gz", "AWSLogs/1/ü+.gz", "AWSLogs/2/c.gz", "top"]
    for key in keys:
        s3.put_object(Bucket=BUCKET, Key=key, Body=key.encode(), Metadata={"signature": "ab"})
    v1 = [
        item["Key"]
        for page in s3.get_paginator("list_objects").paginate(Bucket=BUCKET, PaginationConfig={"PageSize": 2})
        for item in page["Contents"]
    ]
    rolled = s3.list_objects_v2(Bucket=BUCKET, Delimiter="/")
    large = bytes(range(256)) * 4096 * 20
    transfer = TransferConfig(multipart_threshold=8 * MB, multipart_chunksize=8 * MB)
    s3.upload_fileobj(io.BytesIO(large), BUCKET, "large", Config=transfer)
    back = io.BytesIO()
    s3.download_fileobj(BUCKET, "large", back, Config=transfer)
    version4 = boto3.client("s3", endpoint_url=endpoint, config=Config(signature_version="s3v4"))
    outcome = {
        "v1": v1,
        "prefixes": [prefix["Prefix"] for prefix in rolled["CommonPrefixes"]],
        "metadata": s3.head_object(Bucket=BUCKET, Key=keys[0])["Metadata"],
        "large": back.getvalue() == large,
        "etag": s3.head_object(Bucket=BUCKET, Key="large")["ETag"],
        "presigned": presigned(version4),
        "presigned by version 2": "Please use AWS4-HMAC-SHA256" in presigned(s3),
        "location": s3.get_bucket_location(Bucket=BUCKET)["LocationConstraint"],
        "missing": code_of(s3.get_object, Bucket=BUCKET, Key="gone"),
        "no_bucket": code_of(s3.list_objects, Bucket="no-such-bucket"),
        "not_empty": code_of(s3.delete_bucket, Bucket=BUCKET),
    }
    boto3.resource("s3", endpoint_url=endpoint).Bucket(BUCKET).object_versions.delete()
    s3.delete_bucket(Bucket=BUCKET)
    print(json.dumps(outcome))


main(sys.argv[1])
