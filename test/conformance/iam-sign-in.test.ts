import {
  AttachUserPolicyCommand,
  ChangePasswordCommand,
  CreateAccessKeyCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteAccountPasswordPolicyCommand,
  DeleteLoginProfileCommand,
  DeleteUserCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetAccountPasswordPolicyCommand,
  GetLoginProfileCommand,
  GetMFADeviceCommand,
  ListMFADevicesCommand,
  ListMFADeviceTagsCommand,
  ListVirtualMFADevicesCommand,
  ResyncMFADeviceCommand,
  TagMFADeviceCommand,
  UntagMFADeviceCommand,
  UpdateAccountPasswordPolicyCommand,
  UpdateLoginProfileCommand,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { base32Bytes } from '../../src/identity/base32.ts'
import { totpCode, totpCounterAt } from '../../src/identity/totp.ts'
import { ConsoleBrowser } from '../support/console-browser.ts'
import { ADMINISTRATOR_ACCESS, allPages, arn, failure, lastEvent } from '../support/iam.ts'
import { accountId, type Clients, startServer, type TestServer } from '../support/server.ts'

let server: TestServer
let iam: Clients['iam']
beforeAll(async () => {
  server = await startServer()
  iam = server.clients().iam
})
afterAll(async () => {
  expect(server.bugs).toEqual([])
  await server.close()
})

const violation = failure(
  'PasswordPolicyViolationException',
  'Password does not conform to the account password policy.',
)
const Password = 'Correct-Horse-1'

async function newUser(UserName: string) {
  await iam.send(new CreateUserCommand({ UserName }))
  return UserName
}

const setPassword = (UserName: string, password = Password) =>
  iam.send(new UpdateLoginProfileCommand({ UserName, Password: password }))

describe('a login profile', () => {
  test('is made, read and deleted, and its password is in no event', async () => {
    const UserName = await newUser('alice')
    await expect(iam.send(new GetLoginProfileCommand({ UserName }))).rejects.toMatchObject(
      failure('NoSuchEntityException', 'Login Profile for User alice cannot be found.'),
    )
    const made = await iam.send(
      new CreateLoginProfileCommand({ UserName, Password, PasswordResetRequired: true }),
    )
    expect(made.LoginProfile).toMatchObject({ UserName, PasswordResetRequired: true })
    const event = await lastEvent(server, 'CreateLoginProfile')
    expect(event).toMatchObject({
      requestParameters: { userName: UserName, passwordResetRequired: true },
      responseElements: { loginProfile: { userName: UserName, passwordResetRequired: true } },
    })
    expect(event.requestParameters).not.toHaveProperty('password')
    const again = iam.send(new CreateLoginProfileCommand({ UserName, Password }))
    await expect(again).rejects.toMatchObject(
      failure('EntityAlreadyExistsException', 'Login Profile for user alice already exists.'),
    )
    await expect(iam.send(new DeleteUserCommand({ UserName }))).rejects.toMatchObject(
      failure('DeleteConflictException', 'Cannot delete entity, must delete login profile first.'),
    )
    await iam.send(new DeleteLoginProfileCommand({ UserName }))
    await iam.send(new DeleteUserCommand({ UserName }))
  })

  test('of the root user is made and deleted by root alone, who names nobody', async () => {
    const root = server.clients(server.keys.root).iam
    await expect(root.send(new GetLoginProfileCommand({}))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    })
    await root.send(new CreateLoginProfileCommand({ Password }))
    expect((await root.send(new GetLoginProfileCommand({}))).LoginProfile?.UserName).toBe('root')
    const browser = new ConsoleBrowser(server.url)
    const form = { account: accountId, root: true, password: Password }
    expect((await browser.post('sign-in', form)).status).toBe(200)
    await root.send(new DeleteLoginProfileCommand({}))
    expect((await browser.post('sign-in', form)).status).toBe(401)
    for (const UserName of ['root', accountId])
      await expect(
        iam.send(new CreateLoginProfileCommand({ UserName, Password })),
      ).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  })

  test('made twice at once is made once', async () => {
    const UserName = await newUser('twice')
    const make = () => iam.send(new CreateLoginProfileCommand({ UserName, Password }))
    const results = await Promise.allSettled([make(), make(), make()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('without a policy of the account takes three kinds of characters, eight in all', async () => {
    const UserName = await newUser('weak')
    for (const weak of ['Ab1-', 'abcdefgh', 'abcdefgh1', accountId])
      await expect(
        iam.send(new CreateLoginProfileCommand({ UserName, Password: weak })),
        weak,
      ).rejects.toMatchObject(violation)
  })
})

describe('the account’s password policy', () => {
  test('rules passwords while it is there', async () => {
    const otherCase = new ListMFADeviceTagsCommand({ SerialNumber: arn('mfa/SEEDED') })
    await expect(iam.send(otherCase)).rejects.toMatchObject({ name: 'NoSuchEntityException' })
    const missing = failure(
      'NoSuchEntityException',
      `The Password Policy with domain name ${accountId} cannot be found.`,
    )
    await expect(iam.send(new GetAccountPasswordPolicyCommand({}))).rejects.toMatchObject(missing)
    await iam.send(
      new UpdateAccountPasswordPolicyCommand({
        MinimumPasswordLength: 10,
        RequireSymbols: true,
        PasswordReusePrevention: 2,
        MaxPasswordAge: 90,
      }),
    )
    const { PasswordPolicy } = await iam.send(new GetAccountPasswordPolicyCommand({}))
    expect(PasswordPolicy).toEqual({
      MinimumPasswordLength: 10,
      RequireSymbols: true,
      RequireNumbers: false,
      RequireUppercaseCharacters: false,
      RequireLowercaseCharacters: false,
      AllowUsersToChangePassword: false,
      ExpirePasswords: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 2,
    })
    const UserName = await newUser('ruled')
    await expect(
      iam.send(new CreateLoginProfileCommand({ UserName, Password: 'NoSymbols12' })),
    ).rejects.toMatchObject(violation)
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'first-password' }))
    await setPassword(UserName, 'second-password')
    await expect(setPassword(UserName, 'first-password')).rejects.toMatchObject(violation)
    await setPassword(UserName, 'third-password')
    await setPassword(UserName, 'first-password')
    await iam.send(new DeleteAccountPasswordPolicyCommand({}))
    await expect(iam.send(new DeleteAccountPasswordPolicyCommand({}))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    })
  })
})

test('a user changes the password by knowing it', async () => {
  const UserName = await newUser('changer')
  await iam.send(new CreateLoginProfileCommand({ UserName, Password }))
  await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: ADMINISTRATOR_ACCESS }))
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }))
  const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '' } = AccessKey ?? {}
  const own = server.clients({ accessKeyId, secretAccessKey }).iam
  const change = (OldPassword: string, NewPassword: string) =>
    own.send(new ChangePasswordCommand({ OldPassword, NewPassword }))
  await expect(change('wrong-Password-1', 'Another-1')).rejects.toMatchObject({
    name: 'InvalidInputException',
  })
  await change(Password, 'Another-One-1')
  expect(await lastEvent(server, 'ChangePassword')).toMatchObject({
    userIdentity: { userName: UserName },
    requestParameters: null,
    responseElements: null,
  })
  await change('Another-One-1', Password)
  const root = server.clients(server.keys.root).iam
  await expect(
    root.send(new ChangePasswordCommand({ OldPassword: 'x', NewPassword: 'y' })),
  ).rejects.toMatchObject({ name: 'InvalidUserTypeException' })
})

describe('a virtual MFA device', () => {
  async function newDevice(VirtualMFADeviceName: string) {
    const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName })
    const { VirtualMFADevice } = await iam.send(command)
    const seed = Buffer.from(VirtualMFADevice?.Base32StringSeed ?? []).toString()
    const png = Buffer.from(VirtualMFADevice?.QRCodePNG ?? [])
    return { SerialNumber: VirtualMFADevice?.SerialNumber ?? '', seed, png }
  }

  /** Two codes that follow each other, the first so many steps from now. */
  function codes(seed: string, steps = -1) {
    const first = totpCounterAt(Date.now()) + steps
    const code = (counter: number) => totpCode(base32Bytes(seed), counter)
    return { AuthenticationCode1: code(first), AuthenticationCode2: code(first + 1) }
  }

  test('shows its seed once, and never in an event', async () => {
    const { SerialNumber, seed, png } = await newDevice('seeded')
    expect(SerialNumber).toBe(arn('mfa/seeded'))
    expect(seed).toMatch(/^[A-Z2-7]{64}$/)
    expect(png.subarray(1, 4).toString()).toBe('PNG')
    const event = await lastEvent(server, 'CreateVirtualMFADevice')
    expect(event.responseElements).toEqual({ virtualMFADevice: { serialNumber: SerialNumber } })
    const { VirtualMFADevices } = await iam.send(new ListVirtualMFADevicesCommand({}))
    expect(JSON.stringify(VirtualMFADevices)).not.toContain(seed)
    await expect(newDevice('='.repeat(500))).rejects.toMatchObject({ name: 'ValidationError' })
    expect((await newDevice('='.repeat(226))).png.length).toBeGreaterThan(png.length)
    const longest = arn(`mfa/${'='.repeat(226)}`)
    await iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber: longest }))
    const again = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: 'Seeded' })
    await expect(iam.send(again)).rejects.toMatchObject(
      failure(
        'EntityAlreadyExistsException',
        'MFADevice entity at the same path and name already exists.',
      ),
    )
  })

  test('is enabled by two codes, serves one user, and is freed again', async () => {
    const UserName = await newUser('mfa-user')
    const { SerialNumber, seed } = await newDevice('mfa-user')
    const enable = (input: { AuthenticationCode1: string; AuthenticationCode2: string }) =>
      iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...input }))
    const { AuthenticationCode1, AuthenticationCode2 } = codes(seed)
    await expect(
      enable({ AuthenticationCode1, AuthenticationCode2: AuthenticationCode1 }),
    ).rejects.toMatchObject({ name: 'InvalidAuthenticationCodeException' })
    await enable({ AuthenticationCode1, AuthenticationCode2 })
    expect((await lastEvent(server, 'EnableMFADevice')).requestParameters).toEqual({
      userName: UserName,
      serialNumber: SerialNumber,
    })
    await expect(enable(codes(seed, 1))).rejects.toMatchObject({
      name: 'EntityAlreadyExistsException',
    })
    const { MFADevices } = await iam.send(new ListMFADevicesCommand({ UserName }))
    expect(MFADevices).toMatchObject([{ UserName, SerialNumber }])
    expect(await iam.send(new GetMFADeviceCommand({ SerialNumber }))).toMatchObject({ UserName })

    await expect(iam.send(new DeleteUserCommand({ UserName }))).rejects.toMatchObject(
      failure('DeleteConflictException', 'Cannot delete entity, must delete MFA device first.'),
    )
    const drop = () => iam.send(new DeleteVirtualMFADeviceCommand({ SerialNumber }))
    await expect(drop()).rejects.toMatchObject({ name: 'DeleteConflictException' })
    await iam.send(new DeactivateMFADeviceCommand({ UserName, SerialNumber }))
    await drop()
    await iam.send(new DeleteUserCommand({ UserName }))
  })

  test('takes no code twice, and is set right by two newer ones', async () => {
    const UserName = await newUser('resync')
    const { SerialNumber, seed } = await newDevice('resync')
    const first = codes(seed)
    await iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, ...first }))
    const resync = (input: typeof first) =>
      iam.send(new ResyncMFADeviceCommand({ UserName, SerialNumber, ...input }))
    await expect(resync(first)).rejects.toMatchObject({
      name: 'InvalidAuthenticationCodeException',
    })
    await resync(codes(seed, 1))
  })

  test('is listed by whether somebody uses it, to the end', async () => {
    const serials = async (AssignmentStatus: 'Any' | 'Assigned' | 'Unassigned') =>
      (
        await allPages(
          (paging) => iam.send(new ListVirtualMFADevicesCommand({ AssignmentStatus, ...paging })),
          ({ VirtualMFADevices }) => VirtualMFADevices,
        )
      ).map(({ SerialNumber }) => SerialNumber)
    expect(await serials('Assigned')).toEqual([arn('mfa/resync')])
    expect(await serials('Unassigned')).toEqual([arn('mfa/seeded')])
    expect(await serials('Any')).toEqual([arn('mfa/resync'), arn('mfa/seeded')])
  })

  test('is tagged', async () => {
    const SerialNumber = arn('mfa/seeded')
    await iam.send(new TagMFADeviceCommand({ SerialNumber, Tags: [{ Key: 'k', Value: 'v' }] }))
    const tags = () => iam.send(new ListMFADeviceTagsCommand({ SerialNumber }))
    expect((await tags()).Tags).toEqual([{ Key: 'k', Value: 'v' }])
    await iam.send(new UntagMFADeviceCommand({ SerialNumber, TagKeys: ['k'] }))
    expect((await tags()).Tags).toEqual([])
    const otherCase = new ListMFADeviceTagsCommand({ SerialNumber: arn('mfa/SEEDED') })
    await expect(iam.send(otherCase)).rejects.toMatchObject({ name: 'NoSuchEntityException' })
    const missing = new UntagMFADeviceCommand({ SerialNumber: arn('mfa/none'), TagKeys: ['k'] })
    await expect(iam.send(missing)).rejects.toMatchObject({ name: 'NoSuchEntityException' })
  })
})
