// Icons are imported one file each (the package's index would put ten thousand modules into the build).
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { Icon } from '@tabler/icons-react';

  const icon: Icon;
  export default icon;
}

// The package ships no types; this is the part our tests use.
declare module 'relay-test-utils' {
  import type { Environment, GraphQLSingularResponse, OperationDescriptor } from 'relay-runtime';
  export interface MockEnvironment extends Environment {
    mock: {
      resolveMostRecentOperation(
        payload: GraphQLSingularResponse | ((operation: OperationDescriptor) => GraphQLSingularResponse),
      ): void;
      rejectMostRecentOperation(error: Error): void;
      nextValue(operation: OperationDescriptor, payload: GraphQLSingularResponse): void;
      getMostRecentOperation(): OperationDescriptor;
      getAllOperations(): OperationDescriptor[];
    };
  }
  export function createMockEnvironment(): MockEnvironment;
  export const MockPayloadGenerator: {
    generate(
      operation: OperationDescriptor,
      resolvers?: Record<
        string,
        (context: { name?: string; args?: Record<string, unknown> }, id: () => number) => unknown
      >,
    ): GraphQLSingularResponse;
  };
}
