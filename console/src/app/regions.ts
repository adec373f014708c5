const common = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-north-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'ap-northeast-2',
]

/** Regions to choose from: the common ones, and the one in use. */
export function regionItems(inUse: string): { readonly id: string; readonly text: string }[] {
  const names = common.includes(inUse) ? common : [inUse, ...common]
  return names.map((name) => ({ id: name, text: name }))
}
