import { XMLValidator } from 'fast-xml-parser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attribute, element, escapeXml, parseXml, type XmlElement } from './xml.ts'

const parse = (text: string) => parseXml(Buffer.from(text))

describe('writing', () => {
  // Any UTF-16 code unit: control characters, lone surrogates and markup come up often enough to matter.
  const unit = fc.oneof(
    fc.integer({ min: 0, max: 0x7f }),
    fc.constantFrom(0x85, 0x2028, 0xd800, 0xdfff, 0xfffe, 0xffff),
    fc.integer({ min: 0, max: 0xffff }),
  )
  const anyString = fc.array(unit).map((units) => String.fromCharCode(...units))
  // oxlint-disable-next-line no-control-regex -- naming control characters is its purpose
  const unwritable = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g
  const writable = (text: string) => text.toWellFormed().replaceAll(unwritable, '\ufffd')

  test('any string comes back as it was, but for characters XML cannot hold', () => {
    const property = fc.property(anyString, (text) => {
      const document = element('a', escapeXml(text), attribute('b', text))
      expect(XMLValidator.validate(document)).toBe(true)
      const root = parse(document)
      expect(root?.text).toBe(writable(text))
      expect(root?.attributes.get('b')).toBe(writable(text))
    })
    fc.assert(property, { numRuns: 1000 })
  })

  test.each([
    ['\0\x0b\ufffe\ud800', '\ufffd\ufffd\ufffd\ufffd'],
    ['a\r\nb\tc', 'a&#xD;\nb\tc'],
    ['<a href="b">\'&', '&lt;a href=&quot;b&quot;&gt;&#39;&amp;'],
    ['plain ü 😀', 'plain ü 😀'],
  ])('escapes %j', (text, xml) => {
    expect(escapeXml(text)).toBe(xml)
  })
})

describe('reading', () => {
  test('keeps children in order, attributes by local name, and no namespaces', () => {
    const root = parse(
      '<?xml version="1.0"?>\n<n:A xmlns:n="urn:n" xmlns="urn:d"><B xsi:type="T" c=\'1\'/><n:C>x</n:C></n:A>\n',
    )
    expect(root).toEqual({
      name: 'A',
      attributes: new Map(),
      text: '',
      children: [
        {
          name: 'B',
          attributes: new Map([
            ['type', 'T'],
            ['c', '1'],
          ]),
          text: '',
          children: [],
        },
        { name: 'C', attributes: new Map(), text: 'x', children: [] },
      ],
    })
  })

  test('text stays text: no numbers, no booleans, no trimming', () => {
    expect(parse('<a> 007 </a>')?.text).toBe(' 007 ')
    expect(parse('<a>true</a>')?.text).toBe('true')
  })

  test('resolves the five entities and character references once, and nothing in CDATA', () => {
    expect(parse('<a>&amp;lt;&#65;&#x1F600;&quot;&apos;&gt;</a>')?.text).toBe('&lt;A😀"\'>')
    expect(parse('<a>x<![CDATA[&lt;<b>]]>y<!-- z --></a>')?.text).toBe('x&lt;<b>y')
  })

  test('names of the language are names like others, or refused', () => {
    for (const name of ['toString', 'hasOwnProperty', '__proto__', 'constructor'])
      parse(`<a><${name}>x</${name}></a>`)
    expect(({} as Record<string, unknown>)['text']).toBeUndefined()
  })

  test.each([
    ['nothing', ''],
    ['text alone', 'hello'],
    ['JSON', '{"a": 1}'],
    ['an open element', '<a><b></a>'],
    ['two roots', '<a/><b/>'],
    ['text before the root', 'x<a/>'],
    ['text after the root', '<a/>x'],
    ['CDATA after the root', '<a/><![CDATA[x]]>'],
    ['a document type', '<!DOCTYPE a><a/>'],
    ['an entity of its own', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
    ['a lower-case document type', '<!doctype a><a/>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>b & c</a>'],
    ['a bare ampersand in an attribute', '<a b="&"/>'],
    ['a reference to a forbidden character', '<a>&#0;</a>'],
    ['a reference to a surrogate', '<a>&#xD800;</a>'],
    ['a reference beyond Unicode', '<a>&#x110000;</a>'],
    ['a control character', '<a>\x01</a>'],
  ])('refuses %s', (_what, text) => {
    expect(parse(text)).toBeUndefined()
  })

  test('refuses bytes that are not UTF-8', () => {
    expect(parseXml(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]))).toBeUndefined()
  })

  test('64 levels are read, 65 are refused', () => {
    const nested = (depth: number, inner: string) =>
      parse('<a>'.repeat(depth) + inner + '</a>'.repeat(depth))
    const depthOf = (root?: XmlElement): number => (root ? 1 + depthOf(root.children[0]) : 0)
    expect(depthOf(nested(64, 'x'))).toBe(64)
    expect(depthOf(nested(63, '<b/>'))).toBe(64)
    expect(nested(64, '<b/>')).toBeUndefined()
    expect(nested(65, 'x')).toBeUndefined()
    expect(nested(100_000, '')).toBeUndefined()
  })

  test('never throws, whatever the bytes', () => {
    const words = fc.constantFrom('<a>', '</a>', '<a/>', '<![CDATA[', ']]>', '<!--', '-->', '&amp;')
    const odd = fc.constantFrom(
      '<',
      '>',
      '&',
      '"',
      '<?xml',
      '?>',
      ' b="',
      '<__proto__>',
      '&#x',
      ';',
    )
    const soup = fc.array(fc.oneof(words, odd, fc.string())).map((parts) => parts.join(''))
    const bytes = fc.oneof(
      fc.uint8Array(),
      soup.map((text) => Buffer.from(text)),
    )
    const property = fc.property(bytes, (body) => {
      expect(() => parseXml(body)).not.toThrow()
    })
    fc.assert(property, { numRuns: 2000 })
  })
})
