const sdk = require("openai");
const openai = require("@trace/openai");
const core = require("@trace/core");
const { subject } = require("./subject.cjs");

import("../../../testing/programs/contract.mjs").then(({ runContract }) => runContract(subject({ core, openai, sdk })));
