const cores: readonly string[] = [
  '<script data-payload>payload()</script>',
  '<img src=x onerror=payload() data-payload>',
  '<svg onload=payload() data-payload>',
  '<svg><script data-payload>payload()</script></svg>',
  '<iframe srcdoc="<script>parent.payload()</script>" data-payload></iframe>',
  '<a href="javascript:payload()" data-payload>x</a>',
  '<body onload=payload() data-payload>',
  '<details open ontoggle=payload() data-payload>',
  '<video><source onerror=payload() data-payload></video>',
  '<input autofocus onfocus=payload() data-payload>',
  '<style data-payload>*{background:red}</style>',
  '<link rel=stylesheet href=//example.com data-payload>',
  '<meta http-equiv=refresh content="0;url=javascript:payload()" data-payload>',
  '<form action=javascript:payload() data-payload><button>x',
  '<object data="javascript:payload()" data-payload></object>',
  '<math><mtext><img src=x onerror=payload() data-payload></math>',
  'javascript:payload()//',
  '{{constructor.constructor("payload()")()}}',
  '${payload()}',
  '<base href=//example.com data-payload>',
]

const wrappers: readonly ((core: string) => string)[] = [
  (core) => core,
  (core) => `">${core}`,
  (core) => `'>${core}`,
  (core) => `</title></textarea></script>${core}`,
  (core) => `--><!--${core}`,
  (core) => `]]>${core}<![CDATA[`,
  (core) => `\\"}${core}`,
  (core) => `<X>${core.replace(/<(\w+)/g, (_, name: string) => `<${name.toUpperCase()}/`)}`,
  (core) => `&lt;${core}&#60;`,
  (core) => `<<${core}>>`,
]

/**
 * Texts that run something where a page takes them for markup, script or a link. Each has the attribute `data-payload`
 * or calls `payload()`, by which a test can tell that one came alive.
 */
export const markupPayloads: readonly string[] = wrappers.flatMap((wrap) =>
  cores.map((core) => wrap(core)),
)
