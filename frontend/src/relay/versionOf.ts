import type { Environment } from 'relay-runtime';

/** The version the store holds now, not the one some component rendered; what is shown ahead of the server counts. */
export function versionOf(environment: Environment, id: string): number {
  const version = environment.getStore().getSource().get(id)?.version;
  return typeof version === 'number' ? version : 0;
}
