import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  CreateSAMLProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  DeleteSAMLProviderCommand,
  GetOpenIDConnectProviderCommand,
  GetSAMLProviderCommand,
  ListOpenIDConnectProvidersCommand,
  ListOpenIDConnectProviderTagsCommand,
  ListSAMLProvidersCommand,
  ListSAMLProviderTagsCommand,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  TagOpenIDConnectProviderCommand,
  TagSAMLProviderCommand,
  UntagOpenIDConnectProviderCommand,
  UntagSAMLProviderCommand,
  UpdateOpenIDConnectProviderThumbprintCommand,
  UpdateSAMLProviderCommand,
} from '@aws-sdk/client-iam'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { arn, failure, lastEvent } from '../support/iam.ts'
import { type Clients, startServer, type TestServer } from '../support/server.ts'

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

const thumbprint = 'ab'.repeat(20)
const tag = { Key: 'k', Value: 'v' }

describe('an OpenID Connect provider', () => {
  const host = 'token.actions.githubusercontent.com'
  const OpenIDConnectProviderArn = arn(`oidc-provider/${host}`)
  const get = () => iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }))

  test('is made once, read back and listed', async () => {
    const make = () =>
      iam.send(
        new CreateOpenIDConnectProviderCommand({
          Url: `https://${host}`,
          ClientIDList: ['sts.amazonaws.com'],
          ThumbprintList: [thumbprint],
          Tags: [tag],
        }),
      )
    const made = await make()
    expect(made).toMatchObject({ OpenIDConnectProviderArn, Tags: [tag] })
    expect(await lastEvent(server, 'CreateOpenIDConnectProvider')).toMatchObject({
      requestParameters: {
        url: `https://${host}`,
        clientIDList: ['sts.amazonaws.com'],
        thumbprintList: [thumbprint],
      },
      responseElements: { openIDConnectProviderArn: OpenIDConnectProviderArn },
    })
    expect(await get()).toMatchObject({
      Url: host,
      ClientIDList: ['sts.amazonaws.com'],
      ThumbprintList: [thumbprint],
      Tags: [tag],
    })
    const list = await iam.send(new ListOpenIDConnectProvidersCommand({}))
    expect(list.OpenIDConnectProviderList).toEqual([{ Arn: OpenIDConnectProviderArn }])
    await expect(make()).rejects.toMatchObject(
      failure('EntityAlreadyExistsException', `Provider with url https://${host} already exists.`),
    )
  })

  test('gains and loses client ids, thumbprints and tags', async () => {
    const named = { OpenIDConnectProviderArn, ClientID: 'other' }
    await iam.send(new AddClientIDToOpenIDConnectProviderCommand(named))
    await iam.send(new AddClientIDToOpenIDConnectProviderCommand(named))
    expect((await get()).ClientIDList).toEqual(['sts.amazonaws.com', 'other'])
    await iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand(named))
    await iam.send(new RemoveClientIDFromOpenIDConnectProviderCommand(named))
    const ThumbprintList = ['cd'.repeat(20)]
    await iam.send(
      new UpdateOpenIDConnectProviderThumbprintCommand({
        OpenIDConnectProviderArn,
        ThumbprintList,
      }),
    )
    expect(await get()).toMatchObject({ ClientIDList: ['sts.amazonaws.com'], ThumbprintList })
    const wrong = { OpenIDConnectProviderArn, ThumbprintList: ['zz'.repeat(20)] }
    await expect(
      iam.send(new UpdateOpenIDConnectProviderThumbprintCommand(wrong)),
    ).rejects.toMatchObject({ name: 'InvalidInputException' })

    await iam.send(
      new TagOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn,
        Tags: [{ Key: 'x', Value: 'y' }],
      }),
    )
    await iam.send(
      new UntagOpenIDConnectProviderCommand({ OpenIDConnectProviderArn, TagKeys: ['k'] }),
    )
    const tags = await iam.send(
      new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn }),
    )
    expect(tags.Tags).toEqual([{ Key: 'x', Value: 'y' }])
  })

  test('is named by an https URL and nothing more', async () => {
    for (const Url of ['http://x.example.com', 'https://x.example.com?a=1', 'not a url'])
      await expect(
        iam.send(new CreateOpenIDConnectProviderCommand({ Url })),
        Url,
      ).rejects.toMatchObject(failure('ValidationError', 'Invalid Open ID Connect Provider URL'))
  })

  test('is gone when deleted', async () => {
    await iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn }))
    await expect(get()).rejects.toMatchObject(
      failure(
        'NoSuchEntityException',
        `OpenIDConnect Provider not found for arn ${OpenIDConnectProviderArn}`,
      ),
    )
  })
})

describe('a SAML provider', () => {
  const pem = readFileSync(join(import.meta.dirname, '../support/tls/cert.pem'), 'utf8')
  const certificate = pem.replaceAll(/-----[^-]+-----|\n/g, '')
  const metadata = (entityId: string) =>
    `<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${entityId}">
  <!--${'x'.repeat(1000)}-->
  <md:IDPSSODescriptor><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
    <ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>
  </ds:KeyInfo></md:KeyDescriptor></md:IDPSSODescriptor>
</md:EntityDescriptor>`
  const SAMLProviderArn = arn('saml-provider/Okta')
  const get = () => iam.send(new GetSAMLProviderCommand({ SAMLProviderArn }))

  test('is made of its metadata, read back, changed and listed', async () => {
    const SAMLMetadataDocument = metadata('https://one.example.com')
    const made = await iam.send(
      new CreateSAMLProviderCommand({ Name: 'Okta', SAMLMetadataDocument, Tags: [tag] }),
    )
    expect(made).toMatchObject({ SAMLProviderArn, Tags: [tag] })
    const read = await get()
    expect(read).toMatchObject({ SAMLMetadataDocument, Tags: [tag] })
    expect(read.ValidUntil?.getTime()).toBeGreaterThan(Date.now())
    const changed = metadata('https://two.example.com')
    await iam.send(
      new UpdateSAMLProviderCommand({ SAMLProviderArn, SAMLMetadataDocument: changed }),
    )
    expect((await get()).SAMLMetadataDocument).toBe(changed)
    const { SAMLProviderList } = await iam.send(new ListSAMLProvidersCommand({}))
    expect(SAMLProviderList).toMatchObject([{ Arn: SAMLProviderArn }])
    const again = new CreateSAMLProviderCommand({ Name: 'Okta', SAMLMetadataDocument })
    await expect(iam.send(again)).rejects.toMatchObject({ name: 'EntityAlreadyExistsException' })
    expect(await lastEvent(server, 'UpdateSAMLProvider')).toMatchObject({
      requestParameters: { sAMLProviderArn: SAMLProviderArn, sAMLMetadataDocument: changed },
      responseElements: { sAMLProviderArn: SAMLProviderArn },
    })
  })

  test('is not made of what describes no identity provider', async () => {
    const documents = [
      'x'.repeat(1000),
      `<a>${'x'.repeat(1000)}</a>`,
      metadata('https://x.example.com').replace(certificate, 'no-certificate'),
      metadata('https://x.example.com').replaceAll('IDPSSODescriptor', 'SPSSODescriptor'),
    ]
    for (const SAMLMetadataDocument of documents)
      await expect(
        iam.send(new CreateSAMLProviderCommand({ Name: 'Bad', SAMLMetadataDocument })),
      ).rejects.toMatchObject(failure('InvalidInputException', 'Could not parse metadata'))
  })

  test('is tagged, and gone when deleted', async () => {
    await iam.send(
      new TagSAMLProviderCommand({ SAMLProviderArn, Tags: [{ Key: 'x', Value: 'y' }] }),
    )
    await iam.send(new UntagSAMLProviderCommand({ SAMLProviderArn, TagKeys: ['k'] }))
    const { Tags } = await iam.send(new ListSAMLProviderTagsCommand({ SAMLProviderArn }))
    expect(Tags).toEqual([{ Key: 'x', Value: 'y' }])
    await iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn }))
    await expect(get()).rejects.toMatchObject(
      failure('NoSuchEntityException', `Manifest not found for arn ${SAMLProviderArn}`),
    )
  })
})
