/** A request as it came off the wire: path and query still encoded, body still bytes, so that its signature can be checked. */
export interface HttpRequest {
  readonly method: string
  /** As sent: percent-encoding untouched. */
  readonly path: string
  /** As sent, without the question mark. */
  readonly query: string
  /** Names in lower case; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly sourceIp: string
  /** Absent on a plaintext connection. */
  readonly tls?: TlsConnection
}

export interface TlsConnection {
  /** Both as OpenSSL spells them: `TLSv1.2`, `ECDHE-RSA-AES128-GCM-SHA256`. */
  readonly version: string
  readonly cipherSuite: string
}

export interface HttpResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | string
}
