using System.Text;
using System.Text.Json.Nodes;
using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

/// <summary>A manifest that uses every field, and methods that change it.</summary>
internal static class ManifestSample
{
    public const string Full = """
        {
          "$schema": "../schema/manifest.schema.json",
          "name": "generalists-2026-11",
          "benchmark": { "dataset": "ubench", "tasks": ["coarse", "fine/acevedo_et_al_2020"], "protocol": "strict", "limit": 500, "seed": 7, "repeats": 3, "permutations": { "orders": 4, "noneOfTheAbove": "free" } },
          "models": [
            {
              "id": "gpt-5", "kind": "openai", "model": "gpt-5", "apiKey": "secret:openai-key", "fresh": true,
              "generation": { "temperature": null, "maxOutputTokens": 2000 }, "maxConcurrency": 64, "timeout": "2m",
              "price": { "inputPerMillion": 1.25, "outputPerMillion": 10, "cachedInputPerMillion": 0.125, "batchFactor": 0.5 }, "controls": ["blind"], "repeats": 1, "permutations": { "orders": 0 }
            },
            { "id": "qwen", "kind": "openai", "endpoint": "https://qwen.internal/v1", "model": "Qwen/Qwen2.5-VL-7B-Instruct", "timeout": 30, "pricedAs": "gpt-4o" },
            { "id": "biomedclip", "kind": "clip", "source": "models/biomedclip", "batchSize": 8 },
            { "id": "chance", "kind": "random" },
            { "id": "majority", "kind": "majority" }
          ],
          "generation": { "temperature": 0.5, "topP": 0.9, "maxOutputTokens": 64, "seed": 11 },
          "controls": ["blind", "shuffled-image"],
          "budget": { "maxUsd": 25 },
          "failAbove": 0.05,
          "alarmAbove": 0.1,
          "gate": [
            { "model": "qwen", "task": "coarse", "atLeast": 0.55 },
            { "model": "qwen", "notWorseThan": "gpt-5", "margin": 0.03 }
          ],
          "nonce": "second try"
        }
        """;

    public static ManifestReadResult Read(string json) => ManifestReader.Read(Encoding.UTF8.GetBytes(json));

    /// <summary>The sample with the value at a path such as <c>models[1].endpoint</c> replaced; null removes the field.</summary>
    public static string With(string path, string? json)
    {
        var root = JsonNode.Parse(Full)!;
        var steps = path.Replace("[", ".[").Split('.', StringSplitOptions.RemoveEmptyEntries);
        var parent = steps[..^1].Aggregate(root, (node, step) => step[0] == '[' ? node[int.Parse(step[1..^1])]! : node[step]!);
        var value = json is null ? null : JsonNode.Parse(json);
        if (steps[^1][0] == '[')
            parent[int.Parse(steps[^1][1..^1])] = value;
        else if (json is null)
            parent.AsObject().Remove(steps[^1]);
        else
            parent[steps[^1]] = value;
        return root.ToJsonString();
    }

    /// <summary>The only fault of the sample after one value is replaced.</summary>
    public static ManifestFault FaultWith(string path, string? json) => Assert.Single(Read(With(path, json)).Faults);
}
