/**
 * Names and versions of AWS's own components, as far as the developer guide lists them, newest first:
 * https://docs.aws.amazon.com/greengrass/v2/developerguide/public-components.html
 */
export const publishedVersions: Readonly<Record<string, readonly string[]>> = {
  'aws.greengrass.Nucleus': nucleusVersions(),
  'aws.greengrass.NucleusLite': ['2.6.0', '2.5.0', '2.4.0', '2.3.0', '2.2.0', '2.1.0', '2.0.0'],
  'aws.greengrass.Cli': nucleusVersions(),
  'aws.greengrass.Cloudwatch': ['3.1.0', '3.0.0', ...patches('2.1', 2)],
  'aws.greengrass.DLRImageClassification': patches('2.1', 12),
  'aws.greengrass.DLRObjectDetection': patches('2.1', 12),
  'aws.greengrass.DeviceDefender': patches('3.1', 3),
  'aws.greengrass.DockerApplicationManager': patches('2.0', 8),
  'aws.greengrass.KinesisFirehose': patches('2.1', 4),
  'aws.greengrass.LambdaLauncher': patches('2.0', 10),
  'aws.greengrass.LambdaManager': patches('2.2', 7),
  'aws.greengrass.LambdaRuntimes': patches('2.0', 8),
  'aws.greengrass.LegacySubscriptionRouter': patches('2.1', 8),
  'aws.greengrass.LocalDebugConsole': patches('2.2', 7),
  'aws.greengrass.LogManager': [...patches('2.3', 1), ...patches('2.2', 8)],
  'aws.greengrass.Modbus': patches('2.1', 5),
  'aws.greengrass.SNS': patches('2.1', 4),
  'aws.greengrass.SageMakerEdgeManager': ['1.3.1', '1.3.0', '1.2.0', '1.1.0', '1.0.0'],
  'aws.greengrass.SecretManager': patches('2.1', 4),
  'aws.greengrass.SecureTunneling': patches('1.0', 13),
  'aws.greengrass.ShadowManager': [...patches('2.3', 1), ...patches('2.2', 4)],
  'aws.greengrass.StreamManager': patches('2.1', 3),
  'aws.greengrass.SystemsManagerAgent': ['1.0.0'],
  'aws.greengrass.TensorFlowLiteImageClassification': patches('2.1', 11),
  'aws.greengrass.TensorFlowLiteObjectDetection': patches('2.1', 11),
  'aws.greengrass.TokenExchangeService': patches('2.0', 3),
  'aws.greengrass.clientdevices.Auth': [...patches('2.3', 2), ...patches('2.2', 3)],
  'aws.greengrass.clientdevices.IPDetector': patches('2.1', 5),
  'aws.greengrass.clientdevices.mqtt.Bridge': patches('2.2', 4),
  'aws.greengrass.clientdevices.mqtt.EMQX': [...patches('1.2', 1), '1.1.0', ...patches('1.0', 1)],
  'aws.greengrass.clientdevices.mqtt.Moquette': [...patches('2.3', 1), ...patches('2.2', 0)],
  'aws.greengrass.crypto.Pkcs11Provider': patches('2.0', 4),
  'aws.greengrass.telemetry.NucleusEmitter': patches('1.0', 5),
  'aws.iot.EdgeConnectorForKVS': patches('1.0', 4),
  'aws.iot.SiteWiseEdgeCollectorOpcua': ['2.2.0'],
  'aws.iot.SiteWiseEdgeProcessor': ['2.1.31'],
  'aws.iot.SiteWiseEdgePublisher': ['2.3.1'],
  'variant.DLR': ['1.6.5', '1.6.4', '1.6.3', '1.6.2', '1.6.1', '1.3.2'],
  'variant.DLR.ImageClassification.ModelStore': ['2.1.5', '2.1.4', '2.1.3', '2.1.2', '2.1.1'],
  'variant.DLR.ObjectDetection.ModelStore': ['2.1.6', '2.1.5', '2.1.4', '2.1.3', '2.1.2', '2.1.1'],
  'variant.ImageClassification.ModelStore': ['2.0.4'],
  'variant.ObjectDetection.ModelStore': ['2.0.4'],
  'variant.TensorFlowLite': patches('2.5', 5),
  'variant.TensorFlowLite.ImageClassification.ModelStore': patches('2.1', 4),
  'variant.TensorFlowLite.ObjectDetection.ModelStore': patches('2.1', 4),
}

function nucleusVersions(): readonly string[] {
  return [
    ...patches('2.9', 5),
    ...patches('2.8', 1),
    '2.7.0',
    '2.6.0',
    ...patches('2.5', 6),
    '2.4.0',
    '2.3.0',
    '2.2.0',
    '2.1.0',
    '2.0.5',
    '2.0.4',
    '2.0.3',
  ]
}

/** `2.1` up to patch 2: 2.1.2, 2.1.1, 2.1.0. */
function patches(minor: string, newest: number): readonly string[] {
  return Array.from({ length: newest + 1 }, (_, i) => `${minor}.${newest - i}`)
}
