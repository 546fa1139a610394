#!/bin/sh
# Tells the app registration of the console where the app is, so that people can sign in there.
# Writes src/Functions/local.settings.json, for running the app on this machine. Storage is the emulator, so that a local app does
# not process the deployed app's manifests. Provider keys come from the environment's vault.
set -eu

if [ -n "${MUBENCH_SIGN_IN_CLIENT_ID:-}" ] && [ -n "${MUBENCH_URL:-}" ]; then
  if az ad app update --id "$MUBENCH_SIGN_IN_CLIENT_ID" --web-redirect-uris "$MUBENCH_URL/.auth/login/aad/callback"; then
    echo "The console: $MUBENCH_URL/api/console"
  else
    echo "WARNING: sign-in to the console fails until this has been done: az ad app update --id $MUBENCH_SIGN_IN_CLIENT_ID --web-redirect-uris $MUBENCH_URL/.auth/login/aad/callback" >&2
  fi
fi

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
