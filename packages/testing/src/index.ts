export { type NodeMajor, nodeBinaries } from "./node-versions.js";
