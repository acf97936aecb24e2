import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from "@tanstack/react-router";
import { scoreOptions, traceListOptions, traceOptions } from "./api.js";
import { Failure } from "./shell/failure.js";
import { NoSuchPage } from "./shell/not-found.js";
import { Shell } from "./shell/shell.js";
import { parseFilters } from "./trace-list/filters.js";
import { parseTraceView } from "./trace-page/trace-view.js";

const TRACE_ID = /^[0-9a-f]{32}$/;

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Shell,
  errorComponent: Failure,
  notFoundComponent: NoSuchPage,
});

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/traces", replace: true });
  },
});

const tracesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/traces",
  validateSearch: parseFilters,
  loaderDeps: ({ search }) => search,
  // The loaders only start reading, beside the page's code; the pages show what arrives.
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchInfiniteQuery(traceListOptions(deps));
  },
  component: lazyRouteComponent(() => import("./trace-list/trace-list-page.js"), "TraceListPage"),
});

const traceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/traces/$traceId",
  validateSearch: parseTraceView,
  beforeLoad: ({ params }) => {
    if (!TRACE_ID.test(params.traceId)) throw notFound();
  },
  loader: ({ context, params }) => {
    void context.queryClient.prefetchInfiniteQuery(traceOptions(params.traceId));
    void context.queryClient.prefetchQuery(scoreOptions(params.traceId));
  },
  component: lazyRouteComponent(() => import("./trace-page/trace-page.js"), "TracePage"),
});

const sessionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sessions",
  component: lazyRouteComponent(() => import("./session-list/session-list-page.js"), "SessionListPage"),
});

const sessionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sessions/$sessionId",
  component: lazyRouteComponent(() => import("./session-page/session-page.js"), "SessionPage"),
});

const routeTree = rootRoute.addChildren([indexRoute, tracesRoute, traceRoute, sessionsRoute, sessionRoute]);

/** The pages and their addresses; whatever a reader selects is part of the address. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: "intent",
    defaultErrorComponent: Failure,
    scrollRestoration: false,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
