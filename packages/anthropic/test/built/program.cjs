const sdk = require("@anthropic-ai/sdk");
const anthropic = require("@trace/anthropic");
const core = require("@trace/core");
const { subject } = require("./subject.cjs");

import("../../../testing/programs/contract.mjs").then(({ runContract }) =>
  runContract(subject({ core, anthropic, sdk })),
);
