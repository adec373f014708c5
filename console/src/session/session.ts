/** Who is signed in, as the server says. */
export interface Session {
  readonly accountId: string
  readonly accountAlias?: string
  readonly userName: string
  readonly arn: string
  readonly isRoot: boolean
  readonly region?: string
  readonly expiresAt: string
  readonly role?: { readonly arn: string; readonly displayName: string }
}

export type SessionState =
  | ({ readonly signedIn: true } & Session)
  | { readonly signedIn: false; readonly account: string }

export interface SignInForm {
  readonly account: string
  readonly userName?: string
  readonly root?: boolean
  readonly password: string
  readonly mfaCode?: string
  /** Instead of a password that has had its time. */
  readonly newPassword?: string
}

export interface TemporaryKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: string
}

/** The server's refusal: `name` is its code. */
export class SessionError extends Error {
  readonly retryAfterSeconds: number | undefined

  constructor(code: string, message: string, retryAfterSeconds?: number) {
    super(message)
    this.name = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export async function readSession(): Promise<SessionState> {
  const response = await fetch('/console/session', { headers: { accept: 'application/json' } })
  return (await answerOf(response)) as SessionState
}

export const signIn = (form: SignInForm) => post('sign-in', form) as Promise<SessionState>

export const signInByLink = (token: string) =>
  post('sign-in-link', { token }) as Promise<SessionState>

export const signOut = () => post('sign-out', {})

export const switchRole = (role: {
  readonly accountId: string
  readonly roleName: string
  readonly displayName?: string
}) => post('switch-role', role) as Promise<SessionState>

export const exitRole = () => post('exit-role', {}) as Promise<SessionState>

export const issueCredentials = () => post('credentials', {}) as Promise<TemporaryKeys>

async function post(path: string, body: object): Promise<unknown> {
  const response = await fetch(`/console/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-waymark-console': '1' },
    body: JSON.stringify(body),
  })
  return answerOf(response)
}

interface Refusal {
  readonly code?: string
  readonly message?: string
  readonly retryAfterSeconds?: number
}

async function answerOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (response.ok) return text === '' ? undefined : JSON.parse(text)
  const { code = 'NotSignedIn', message = '', retryAfterSeconds } = refusalIn(text)
  throw new SessionError(code, message, retryAfterSeconds)
}

function refusalIn(text: string): Refusal {
  try {
    return JSON.parse(text) as Refusal
  } catch {
    // Not the console's server that answered: its text would tell nobody anything.
    return { code: 'Unreadable', message: 'The server’s answer could not be read.' }
  }
}
