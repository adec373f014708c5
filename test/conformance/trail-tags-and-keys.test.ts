import { createPublicKey } from 'node:crypto'
import {
  AddTagsCommand,
  ListPublicKeysCommand,
  ListTagsCommand,
  RemoveTagsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail'
import { describe, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import { accountId, region } from '../support/server.ts'
import { trailArn, trailSite } from '../support/trail-site.ts'

const { cloudtrail, elsewhere, create } = trailSite()

describe('tags', () => {
  const tagsOf = async (name = 'main') => {
    const { ResourceTagList } = await cloudtrail().send(
      new ListTagsCommand({ ResourceIdList: [trailArn(name)] }),
    )
    return ResourceTagList?.[0]?.TagsList
  }
  const add = (TagsList: { Key: string; Value?: string }[], ResourceId = trailArn('main')) =>
    cloudtrail().send(new AddTagsCommand({ ResourceId, TagsList }))

  test('are added, replaced and removed', async () => {
    await create({ TagsList: [{ Key: 'a', Value: '1' }] })
    await add([{ Key: 'b', Value: '2' }, { Key: 'a', Value: '3' }, { Key: 'c' }])
    expect(await tagsOf()).toEqual([
      { Key: 'a', Value: '3' },
      { Key: 'b', Value: '2' },
      { Key: 'c', Value: '' },
    ])
    const TagsList = [{ Key: 'b', Value: 'other' }, { Key: 'unknown' }]
    await cloudtrail().send(new RemoveTagsCommand({ ResourceId: trailArn('main'), TagsList }))
    expect(await tagsOf()).toEqual([
      { Key: 'a', Value: '3' },
      { Key: 'c', Value: '' },
    ])
  })

  test('have values of up to 256 characters, and of none', async () => {
    await create({ TagsList: [{ Key: 'a', Value: '' }] })
    const longest = 'é'.repeat(256)
    await add([{ Key: 'b', Value: longest }])
    await expect(add([{ Key: 'b', Value: `${longest}x` }])).rejects.toMatchObject({
      name: 'ValidationException',
    })
    expect(await tagsOf()).toEqual([
      { Key: 'a', Value: '' },
      { Key: 'b', Value: longest },
    ])
  })

  test.each([
    [trailArn('gone'), 'ResourceNotFoundException'],
    [trailArn('main', 'eu-west-1'), 'ResourceNotFoundException'],
    [trailArn('main', region, '999988887777'), 'ResourceNotFoundException'],
    ['main', 'CloudTrailARNInvalidException'],
    [`arn:aws:cloudtrail:${region}:${accountId}:import/x`, 'ResourceTypeNotSupportedException'],
  ])('%s: %s', async (ResourceId, name) => {
    await create()
    const TagsList = [{ Key: 'a' }]
    const ResourceIdList = [ResourceId]
    for (const call of [
      add(TagsList, ResourceId),
      cloudtrail().send(new RemoveTagsCommand({ ResourceId, TagsList })),
      cloudtrail().send(new ListTagsCommand({ ResourceIdList })),
    ])
      await expect(call).rejects.toMatchObject({ name })
  })

  test('there are at most fifty of them', async () => {
    await create()
    await add(Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}` })))
    await add([{ Key: 'k7', Value: 'again' }])
    await expect(add([{ Key: 'one too many' }])).rejects.toMatchObject({
      name: 'TagsLimitExceededException',
    })
    await expect(add([{ Key: 'AWS:x' }])).rejects.toMatchObject({
      name: 'InvalidTagParameterException',
    })
    expect(await tagsOf()).toHaveLength(50)
  })
})

test('public keys are those of a region, and of a time', async () => {
  await create({ EnableLogFileValidation: true })
  await cloudtrail().send(new StartLoggingCommand({ Name: 'main' }))
  await cloudtrail().send(new StopLoggingCommand({ Name: 'main' }))
  const keys = async (client = cloudtrail(), input = {}) =>
    (await client.send(new ListPublicKeysCommand(input))).PublicKeyList ?? []
  await eventually(async () => expect(await keys()).toHaveLength(1))
  const [key] = await keys()
  const der = { key: Buffer.from(key?.Value ?? []), format: 'der', type: 'pkcs1' } as const
  expect(createPublicKey(der).asymmetricKeyDetails?.modulusLength).toBe(2048)
  expect(key?.Fingerprint).toMatch(/^[0-9a-f]{32}$/)
  expect(await keys(elsewhere())).toEqual([])
  expect(await keys(cloudtrail(), { StartTime: new Date(0), EndTime: new Date(1) })).toEqual([])
  await expect(
    keys(cloudtrail(), { StartTime: new Date(2), EndTime: new Date(1) }),
  ).rejects.toMatchObject({ name: 'InvalidTimeRangeException' })
  await expect(keys(cloudtrail(), { NextToken: 'x' })).rejects.toMatchObject({
    name: 'InvalidTokenException',
  })
})
