export type {
  ApiPromise,
  ApiStream,
  ClientOptions,
  HelperCase,
  OperationCase,
  ProviderCases,
  SdkCase,
} from "./cases.js";
export { type NodeMatrix, testNodeMatrix } from "./node-matrix.js";
export { countUnhandled } from "./rejections.js";
export { events, json, type Reply, replyingFetch } from "./reply.js";
export { type StubRequest, type StubServer, startStubServer } from "./stub-server.js";
export { collect, invoke, Subject } from "./subject.js";
export { testProvider } from "./suite.js";
