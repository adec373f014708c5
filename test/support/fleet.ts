import {
  AddThingToThingGroupCommand,
  CreateThingCommand,
  CreateThingGroupCommand,
} from '@aws-sdk/client-iot'
import { SimulatedCoreDevice } from './core-device.ts'
import { accountId, type Clients, region } from './server.ts'

/** Things, groups and core devices with names of their own, made with the clients of the moment. */
export function fleetOf(clients: () => Clients) {
  let count = 0
  const newName = (kind: string) => `${kind}-${++count}`
  const thing = async () => {
    const thingName = newName('thing')
    await clients().iot.send(new CreateThingCommand({ thingName }))
    return thingName
  }
  return {
    newName,
    thing,
    async group(...thingNames: readonly string[]) {
      const thingGroupName = newName('group')
      const { iot } = clients()
      await iot.send(new CreateThingGroupCommand({ thingGroupName }))
      for (const thingName of thingNames)
        await iot.send(new AddThingToThingGroupCommand({ thingGroupName, thingName }))
      return thingGroupName
    },
    /** A thing that has said that it is a core device. */
    async coreDevice() {
      const device = new SimulatedCoreDevice(clients(), await thing())
      await device.register()
      return device
    },
    groupArn: (name: string) => `arn:aws:iot:${region}:${accountId}:thinggroup/${name}`,
    thingArn: (name: string) => `arn:aws:iot:${region}:${accountId}:thing/${name}`,
  }
}
