import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles'

/** What a person chose once for this browser. Nothing secret. */
export interface Preferences {
  readonly mode: 'light' | 'dark'
  readonly density: 'comfortable' | 'compact'
  readonly timeZone: 'utc' | 'local'
  readonly region: string
  /** Columns of Event history; none chosen means the usual ones. */
  readonly eventColumns: readonly string[]
  readonly wrapsLines: boolean
}

const STORED_AS = 'waymark-preferences'

export function readPreferences(): Preferences {
  return { ...defaults(), ...stored() }
}

export function storePreferences(preferences: Preferences): void {
  localStorage.setItem(STORED_AS, JSON.stringify(preferences))
}

export function applyPreferences({ mode, density }: Preferences): void {
  applyMode(mode === 'dark' ? Mode.Dark : Mode.Light)
  applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable)
}

function defaults(): Preferences {
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches
  return {
    mode: isDark ? 'dark' : 'light',
    density: 'comfortable',
    timeZone: 'utc',
    region: '',
    eventColumns: [],
    wrapsLines: false,
  }
}

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(STORED_AS) ?? '{}') as Partial<Preferences>
  } catch {
    // What cannot be read is chosen anew.
    return {}
  }
}
