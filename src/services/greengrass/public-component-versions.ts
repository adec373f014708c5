/** The names and versions of AWS's own components, newest first. */
export const publishedVersions: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(changelogs()).map(([name, row]) => [name, row.split(' ').flatMap(versionsOf)]),
)

/**
 * What the changelogs of the developer guide name, as of August 2026, `2.1.3..0` being 2.1.3 down to 2.1.0. Versions that they
 * call no longer available are left out.
 * - https://docs.aws.amazon.com/greengrass/v2/developerguide/public-components.html and the page of each component
 * - https://docs.aws.amazon.com/greengrass/v2/developerguide/machine-learning-components.html and likewise
 * - https://docs.aws.amazon.com/greengrass/v2/developerguide/document-history.html, read as of July 30, 2026
 * - https://github.com/aws-greengrass/aws-greengrass-lite/releases for the newest nucleus lite
 */
function changelogs(): Readonly<Record<string, string>> {
  return {
    'aws.greengrass.Nucleus':
      '2.18.3..0 2.17.0 2.16.1..0 2.15.1..0 2.14.3..1 2.13.0 2.12.6..4 2.12.2..0 2.11.3..0 2.10.3..0 ' +
      '2.9.6..0 2.8.1..0 2.7.0 2.6.0 2.5.6..2 2.5.0 2.4.0 2.3.0 2.2.0 2.1.0 2.0.5..3',
    'aws.greengrass.NucleusLite': '2.6.0 2.5.1..0 2.4.0 2.3.3..0 2.2.2..0 2.1.0 2.0.2..0',
    'aws.greengrass.Cli':
      '2.18.3..0 2.17.0 2.16.1..0 2.15.1..0 2.14.3..0 2.13.0 2.12.6..4 2.12.2..0 2.11.3..0 2.10.3..0 ' +
      '2.9.6..0 2.8.1..0 2.7.0 2.6.0 2.5.6..0 2.4.0 2.3.0 2.2.0 2.1.0 2.0.5..3',
    'aws.greengrass.Cloudwatch': '4.0.0 3.2.0 3.1.0 3.0.0 2.1.9..0 2.0.8..3',
    'aws.greengrass.DLRImageClassification': '2.1.14..1 2.0.4',
    'aws.greengrass.DLRObjectDetection': '2.1.14..1 2.0.4',
    'aws.greengrass.DeviceDefender': '4.0.0 3.1.1..0 3.0.1 2.0.17..3',
    'aws.greengrass.DiskSpooler': '1.0.9..0',
    'aws.greengrass.DockerApplicationManager': '2.0.17..0',
    'aws.greengrass.KinesisFirehose': '2.1.10..0 2.0.8..3',
    'aws.greengrass.LambdaLauncher': '2.0.13..6 2.0.4..3',
    'aws.greengrass.LambdaManager': '2.3.9..0 2.2.11..0 2.1.4..0 2.0.3',
    'aws.greengrass.LambdaRuntimes': '2.0.9..3',
    'aws.greengrass.LegacySubscriptionRouter': '2.1.17..0 2.0.3',
    'aws.greengrass.LocalDebugConsole': '2.4.8..0 2.3.1..0 2.2.7..0 2.1.0 2.0.3',
    'aws.greengrass.LogManager': '2.3.13..0 2.2.8..0 2.1.3..0',
    'aws.greengrass.Modbus': '2.1.11..0 2.0.8..3',
    'aws.greengrass.SNS': '2.1.10..0 2.0.8..3',
    'aws.greengrass.SageMakerEdgeManager': '1.3.6..0 1.2.0 1.1.1..0 1.0.3..0',
    'aws.greengrass.SecretManager': '2.2.9..0 2.1.8..0 2.0.9..4',
    'aws.greengrass.SecureTunneling': '2.0.1..0 1.1.3 1.1.1..0 1.0.19..0',
    'aws.greengrass.ShadowManager': '2.3.15..0 2.2.4..0 2.1.1..0 2.0.6..0',
    'aws.greengrass.StreamManager': '2.3.1..0 2.2.1..0 2.1.13..0 2.0.15..7',
    'aws.greengrass.SystemLogForwarder': '2.1.0 2.0.1..0',
    'aws.greengrass.SystemsManagerAgent': '1.3.0 1.2.4..3 1.1.0 1.0.0',
    'aws.greengrass.TensorFlowLiteImageClassification': '2.1.12..0',
    'aws.greengrass.TensorFlowLiteObjectDetection': '2.1.12..0',
    'aws.greengrass.TokenExchangeService': '2.0.3',
    'aws.greengrass.clientdevices.Auth': '2.5.7..0 2.4.5..0 2.3.2..1 2.2.3..0 2.1.0 2.0.4..0',
    'aws.greengrass.clientdevices.IPDetector': '2.2.5..0 2.1.9..0 2.0.2..0',
    'aws.greengrass.clientdevices.mqtt.Bridge': '2.3.3..0 2.2.6..0 2.1.1..0 2.0.1..0',
    'aws.greengrass.clientdevices.mqtt.EMQX': '2.0.3..0 1.2.3..0 1.1.0 1.0.1..0',
    'aws.greengrass.clientdevices.mqtt.Moquette': '2.3.7..0 2.2.0 2.1.0 2.0.2..0',
    'aws.greengrass.crypto.Pkcs11Provider': '2.0.13..0',
    'aws.greengrass.telemetry.NucleusEmitter': '1.0.14..0',
    'aws.iot.EdgeConnectorForKVS': '1.0.5..3 1.0.1..0',
    'aws.iot.SiteWiseEdgeCollectorOpcua':
      '3.1.0 3.0.3..0 2.6.0 2.5.1..0 2.4.2..0 2.3.0 2.2.0 2.1.3 2.1.1 2.0.3..1',
    'aws.iot.SiteWiseEdgeOpcuaDataSourceSimulator': '1.0.0',
    'aws.iot.SiteWiseEdgeProcessor':
      '3.5.1 3.4.0 3.3.1..0 3.2.1..0 3.1.3 3.1.1..0 3.0.0 2.2.1 2.1.37 2.1.35..31 2.1.29..28 2.1.24..23 2.1.21 ' +
      '2.0.16..13 2.0.9 2.0.7..5 2.0.2',
    'aws.iot.SiteWiseEdgePublisher':
      '4.1.4..0 4.0.3..0 3.2.0 3.1.4..0 3.0.0 2.4.1..0 2.3.3..1 2.2.3..0 2.1.4 2.1.2..0 2.0.2..1',
    'variant.DLR': '1.6.16..1 1.3.2',
    'variant.DLR.ImageClassification.ModelStore': '2.1.13..1',
    'variant.DLR.ObjectDetection.ModelStore': '2.1.14..1',
    'variant.ImageClassification.ModelStore': '2.0.4',
    'variant.ObjectDetection.ModelStore': '2.0.4',
    'variant.TensorFlowLite': '2.5.15..0',
    'variant.TensorFlowLite.ImageClassification.ModelStore': '2.1.12..0',
    'variant.TensorFlowLite.ObjectDetection.ModelStore': '2.1.12..0',
  }
}

/** `2.1.3..0`: 2.1.3, 2.1.2, 2.1.1, 2.1.0; a version without dots behind it is itself. */
function versionsOf(run: string): readonly string[] {
  const [newest = '', oldest] = run.split('..')
  if (oldest === undefined) return [newest]
  const patchAt = newest.lastIndexOf('.') + 1
  const patch = Number(newest.slice(patchAt))
  const count = patch - Number(oldest) + 1
  return Array.from({ length: count }, (_, i) => `${newest.slice(0, patchAt)}${patch - i}`)
}
