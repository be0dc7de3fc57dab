// Checks the documents of a manifest against the schemas of Kubernetes' own API: node validate.js MANIFEST
// Takes the npm packages kubernetes-models and js-yaml.
const fs = require("fs");
const yaml = require("js-yaml");

let faults = 0;
for (const document of yaml.loadAll(fs.readFileSync(process.argv[2], "utf8"))) {
    try {
        const model = require(`kubernetes-models/${document.apiVersion}/${document.kind}`);
        new model[document.kind](document).validate();
    } catch (error) {
        faults++;
        console.log(`${document.kind} ${document.metadata?.name}: ${error.message}`);
    }
}
process.exit(faults > 0 ? 1 : 0);
