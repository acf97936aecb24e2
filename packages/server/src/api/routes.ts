import { randomUUID } from "node:crypto";
import { version } from "../version.js";
import { type Route, route } from "./route.js";
import * as s from "./schema.js";
import * as service from "./schema-service.js";
import type { Score, ScoreInput } from "./types.js";

const spanParams = { traceId: s.traceId, spanId: s.spanId };

/** Every operation of the read API, and the scores. */
export const routes: Route[] = [
  route({
    method: "get",
    path: "/traces",
    summary: "Lists traces, newest first",
    query: s.traceQuery,
    answer: s.traceList,
    handle: ({ backend, project, query }) => backend.read("traces", project.id, query, Date.now()),
  }),
  route({
    method: "get",
    path: "/traces/{traceId}",
    summary: "Reads a trace: its summary and spans without payloads",
    params: { traceId: s.traceId },
    query: s.traceDetailQuery,
    answer: s.traceDetail,
    handle: ({ backend, project, params, query }) =>
      backend.read("trace", project.id, params.traceId, query, Date.now()),
  }),
  route({
    method: "delete",
    path: "/traces/{traceId}",
    summary: "Deletes a trace with everything that only it refers to",
    params: { traceId: s.traceId },
    answer: service.deletionReceipt,
    handle: async ({ backend, project, params }) => {
      const receipt = await backend.deleteTrace(project.id, params.traceId!);
      if (receipt) backend.live.removed(project.id, params.traceId!);
      return receipt && JSON.stringify(receipt);
    },
  }),
  route({
    method: "get",
    path: "/traces/{traceId}/spans/{spanId}",
    summary: "Reads a span with its payload",
    params: spanParams,
    query: s.spanDetailQuery,
    answer: s.spanDetail,
    handle: ({ backend, project, params, query }) => backend.read("span", project.id, params, query, Date.now()),
  }),
  route({
    method: "get",
    path: "/traces/{traceId}/spans/{spanId}/text",
    summary: "Reads a piece of a span's string that was cut",
    params: spanParams,
    query: s.textQuery,
    answer: s.textPiece,
    handle: ({ backend, project, params, query }) => backend.read("text", project.id, params, query, Date.now()),
  }),
  route({
    method: "get",
    path: "/sessions",
    summary: "Lists sessions, the one that was active last first",
    query: s.listQuery,
    answer: s.sessionList,
    handle: ({ backend, project, query }) => backend.read("sessions", project.id, query),
  }),
  route({
    method: "get",
    path: "/sessions/{sessionId}",
    summary: "Reads a session and its traces",
    query: s.listQuery,
    answer: s.sessionDetail,
    handle: ({ backend, project, params, query }) =>
      backend.read("session", project.id, params.sessionId, query, Date.now()),
  }),
  route({
    method: "get",
    path: "/models",
    summary: "Sums up what each model was used for",
    query: s.modelQuery,
    answer: s.modelList,
    handle: ({ backend, project, query }) => backend.read("models", project.id, query),
  }),
  route({
    method: "get",
    path: "/users",
    summary: "Lists users, the one who was active last first",
    query: s.listQuery,
    answer: s.userList,
    handle: ({ backend, project, query }) => backend.read("users", project.id, query),
  }),
  route({
    method: "get",
    path: "/scores",
    summary: "Lists scores, newest first",
    query: service.scoreQuery,
    answer: service.scoreList,
    handle: ({ backend, project, query }) => backend.read("scores", project.id, query),
  }),
  route({
    method: "post",
    path: "/scores",
    summary: "Stores scores; one whose id is known replaces the one before",
    body: service.scoreRequest,
    answer: service.scoreAnswer,
    handle: async ({ backend, project, body }) => {
      const scores = ("scores" in body ? body.scores : [body]).map(toScore);
      await backend.addScores(project.id, scores);
      for (const score of scores) backend.live.score(project.id, score);
      return JSON.stringify({ ids: scores.map(({ id }) => id) });
    },
  }),
  route({
    method: "get",
    path: "/project",
    summary: "Reads what the project holds",
    answer: service.project,
    handle: async ({ backend, project }) => {
      const text = await backend.read("project", project.id);
      return text && JSON.stringify({ ...JSON.parse(text), serverVersion: version });
    },
  }),
];

function toScore(input: ScoreInput): Score {
  const { id = randomUUID(), dataType = typeOf(input.value), source = "api", timestamp = Date.now() } = input;
  const value =
    dataType === "boolean" ? Boolean(input.value) : dataType === "categorical" ? String(input.value) : input.value;
  return { ...input, id, dataType, source, timestamp, value };
}

function typeOf(value: ScoreInput["value"]): Score["dataType"] {
  if (typeof value === "boolean") return "boolean";
  return typeof value === "number" ? "numeric" : "categorical";
}
