/** A recipe in which only what a test is about has to be said. */
export function recipe(members: object = {}): Record<string, unknown> {
  return {
    RecipeFormatVersion: '2020-01-25',
    ComponentName: 'com.example.Hello',
    ComponentVersion: '1.0.0',
    Manifests: [{ Platform: { os: 'linux', runtime: '*' }, Lifecycle: { run: 'echo hello' } }],
    ...members,
  }
}

export function recipeBytes(members: object = {}): Uint8Array {
  return Buffer.from(JSON.stringify(recipe(members)))
}
