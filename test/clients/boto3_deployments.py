"""Deployments and their events with boto3, as a script of a fleet operator would. Prints one JSON object."""

import json
import sys

import boto3
from botocore.exceptions import ClientError

TARGET = "arn:aws:iot:us-west-2:123456789012:thinggroup/Boto"


def main(endpoint: str) -> None:
    greengrass = boto3.client("greengrassv2", endpoint_url=endpoint)
    cloudtrail = boto3.client("cloudtrail", endpoint_url=endpoint)
    boto3.client("iot", endpoint_url=endpoint).create_thing_group(thingGroupName="Boto")
    created = [
        greengrass.create_deployment(targetArn=TARGET, deploymentName=f"revision {i}")["deploymentId"]
        for i in range(3)
    ]
    pages = greengrass.get_paginator("list_deployments").paginate(
        targetArn=TARGET, historyFilter="ALL", PaginationConfig={"PageSize": 2}
    )
    listed = [item["deploymentId"] for page in pages for item in page["deployments"]]
    greengrass.cancel_deployment(deploymentId=created[-1])
    try:
        greengrass.get_deployment(deploymentId="gone")
        error = None
    except ClientError as failure:
        error = failure.response["Error"]["Code"]
    attribute = {"AttributeKey": "EventName", "AttributeValue": "CreateDeployment"}
    events = [
        json.loads(event["CloudTrailEvent"])
        for page in cloudtrail.get_paginator("lookup_events").paginate(
            LookupAttributes=[attribute], PaginationConfig={"PageSize": 2}
        )
        for event in page["Events"]
    ]
    recorded = [
        event["responseElements"]["deploymentId"]
        for event in events
        if event["requestParameters"]["targetArn"] == TARGET
    ]
    print(json.dumps({"created": created, "listed": listed, "recorded": recorded, "error": error}))


main(sys.argv[1])
