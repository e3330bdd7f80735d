import { act, waitFor } from '@testing-library/react';
import type { OperationDescriptor } from 'relay-runtime';
import type { MockEnvironment } from 'relay-test-utils';

/** What relay-test-utils can do beyond the part of it that ambient.d.ts declares. */
interface FullMock {
  resolve(operation: OperationDescriptor, payload: object): void;
  reject(operation: OperationDescriptor, error: Error): void;
}

/** Answers one operation for good, while others stay open. */
export function resolve(environment: MockEnvironment, operation: OperationDescriptor, payload: object): void {
  (environment.mock as unknown as FullMock).resolve(operation, payload);
}

/** Lets one operation fail. */
export function reject(environment: MockEnvironment, operation: OperationDescriptor, error: Error): void {
  (environment.mock as unknown as FullMock).reject(operation, error);
}

/** The first open operation whose name starts like this. */
export function findOperation(environment: MockEnvironment, name: string): OperationDescriptor | undefined {
  return environment.mock.getAllOperations().find(({ request }) => request.node.params.name.startsWith(name));
}

/** The same, as soon as it is sent. */
export async function asked(environment: MockEnvironment, name: string): Promise<OperationDescriptor> {
  return waitFor(() => {
    const found = findOperation(environment, name);
    if (!found) throw new Error(`${name} was not sent`);
    return found;
  });
}

/** Answers it with this data; its variables. */
export async function answer(environment: MockEnvironment, name: string, data: object) {
  const operation = await asked(environment, name);
  await act(async () => resolve(environment, operation, { data }));
  return operation.request.variables;
}
