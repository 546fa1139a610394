#!/bin/sh
# Writes src/Functions/local.settings.json, for running the app on this machine. Storage is the emulator, so that a local app does
# not process the deployed app's manifests. Provider keys come from the environment's vault.
set -eu

settings="$(dirname "$0")/../../src/Functions/local.settings.json"
if [ -e "$settings" ]; then
  echo "src/Functions/local.settings.json is there already and stays as it is."
  exit 0
fi
mkdir -p "$(dirname "$settings")"
cat >"$settings" <<EOF
{
  "IsEncrypted": false,
  "Values": {
    "FUNCTIONS_WORKER_RUNTIME": "dotnet-isolated",
    "AzureWebJobsStorage": "UseDevelopmentStorage=true",
    "MuBenchStorage": "UseDevelopmentStorage=true",
    "MUBENCH_STORE": "UseDevelopmentStorage=true",
    "MUBENCH_CONTAINER": "mubench",
    "MUBENCH_TRIGGER": "blob",
    "MUBENCH_MANIFEST_QUEUE": "mubench-manifests",
    "MUBENCH_ALLOWED_ENDPOINTS": "http://127.0.0.1:*;http://localhost:*",
    "MUBENCH_KEY_VAULT": "${MUBENCH_KEY_VAULT:-}",
    "TASKHUB_NAME": "${TASKHUB_NAME:-mubench}"
  }
}
EOF
echo "Wrote src/Functions/local.settings.json."
