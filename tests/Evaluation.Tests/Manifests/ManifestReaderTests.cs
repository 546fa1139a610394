using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

public sealed class ManifestReaderTests
{
    [Fact]
    public void Read_FullManifest_HasEveryField()
    {
        var manifest = ManifestSample.Read(ManifestSample.Full).Manifest;

        Assert.NotNull(manifest);
        Assert.Equal(("generalists-2026-11", 0.05, 0.1, "second try"), (manifest.Name, manifest.FailAbove, manifest.AlarmAbove, manifest.Nonce));
        Assert.Equal(25, manifest.MaxUsd);
        Assert.Equal(["coarse", "fine/acevedo_et_al_2020"], manifest.Benchmark.Tasks);
        Assert.Equal(("ubench", "strict", 500, 7), (manifest.Benchmark.Dataset, manifest.Benchmark.Protocol, manifest.Benchmark.Limit, manifest.Benchmark.Seed));
        Assert.Equal(
            [
                new ModelManifest
                {
                    Id = "gpt-5", Kind = "openai", Model = "gpt-5", ApiKeySecret = "openai-key", Fresh = true, MaxConcurrency = 64, TimeoutSeconds = 120,
                    Generation = new GenerationManifest { Temperature = null, TopP = null, MaxOutputTokens = 2000, Seed = 11 },
                    UsdPerMillionInputTokens = 1.25m, UsdPerMillionOutputTokens = 10m, UsdPerMillionCachedInputTokens = 0.125m, BatchPriceFactor = 0.5m,
                },
                new ModelManifest
                {
                    Id = "qwen", Kind = "openai", Model = "Qwen/Qwen2.5-VL-7B-Instruct", Endpoint = new Uri("https://qwen.internal/v1"), TimeoutSeconds = 30, PricedAs = "gpt-4o",
                    Generation = new GenerationManifest { Temperature = 0.5, TopP = 0.9, MaxOutputTokens = 64, Seed = 11 },
                },
                new ModelManifest { Id = "biomedclip", Kind = "clip", Source = "models/biomedclip", BatchSize = 8 },
                new ModelManifest { Id = "chance", Kind = "random" },
                new ModelManifest { Id = "majority", Kind = "majority" },
            ],
            manifest.Models.Select(model => model with { Passes = null }));
        Assert.Equal(
            [
                new GateManifest { Model = "qwen", Task = "coarse", AtLeast = 0.55 },
                new GateManifest { Model = "qwen", NotWorseThan = "gpt-5", Margin = 0.03 },
            ],
            manifest.Gate);
    }

    [Fact]
    public void Read_LeastManifest_HasTheDefaultsOfTheRecords()
    {
        var manifest = ManifestSample.Read("""{ "name": "a", "benchmark": { "dataset": "d" }, "models": [ { "id": "m", "kind": "openai", "model": "x", "endpoint": "http://127.0.0.1:8000/v1" } ] }""").Manifest;

        Assert.NotNull(manifest);
        Assert.Equal(new RunManifest { Name = "a", Benchmark = manifest.Benchmark, Models = manifest.Models, Gate = manifest.Gate }, manifest);
        Assert.Equal(new BenchmarkManifest { Dataset = "d", Tasks = manifest.Benchmark.Tasks }, manifest.Benchmark);
        Assert.Equal(["coarse", "fine"], manifest.Benchmark.Tasks);
        Assert.Equal(new ModelManifest { Id = "m", Kind = "openai", Model = "x", Endpoint = new Uri("http://127.0.0.1:8000/v1") }, Assert.Single(manifest.Models));
        Assert.Empty(manifest.Gate);
    }

    [Fact]
    public void Read_Rates_AreThoseOfTheModel()
    {
        Assert.Equal(2.5, ManifestSample.Read(ManifestSample.With("models[1].requestsPerMinute", "2.5")).Manifest!.Models[1].RequestsPerMinute);
        Assert.Equal(200_000, ManifestSample.Read(ManifestSample.With("models[1].tokensPerMinute", "200000")).Manifest!.Models[1].TokensPerMinute);
    }

    [Fact]
    public void Read_ModelGeneration_OverridesFieldByFieldAndNullSendsNone()
    {
        var manifest = ManifestSample.Read(ManifestSample.With("models[1].generation", """{ "topP": null, "seed": null }""")).Manifest;

        Assert.Equal(new GenerationManifest { Temperature = 0.5, TopP = null, MaxOutputTokens = 64, Seed = null }, manifest!.Models[1].Generation);
    }

    [Theory]
    [InlineData("500.0")]
    [InlineData("5e2")]
    public void Read_WholeNumberWrittenOtherwise_IsTaken(string json) =>
        Assert.Equal(500, ManifestSample.Read(ManifestSample.With("benchmark.limit", json)).Manifest!.Benchmark.Limit);

    [Theory]
    [InlineData("name", null, "$.name", "is required")]
    [InlineData("name", "\"\"", "$.name", "1 to 64")]
    [InlineData("name", "\"../a\"", "$.name", "'../a'")]
    [InlineData("name", "\".a\"", "$.name", "begins with a letter or digit")]
    [InlineData("name", "\"a.\"", "$.name", "does not end in '.'")]
    [InlineData("name", "\"ä\"", "$.name", "found 'ä'")]
    [InlineData("name", "7", "$.name", "found 7")]
    [InlineData("name", "null", "$.name", "found null")]
    [InlineData("benchmark", null, "$.benchmark", "is required: an object with 'dataset'")]
    [InlineData("benchmark", "[]", "$.benchmark", "found a list")]
    [InlineData("benchmark.dataset", null, "$.benchmark.dataset", "is required")]
    [InlineData("benchmark.protocol", "\"offical\"", "$.benchmark.protocol", "did you mean 'official'?")]
    [InlineData("benchmark.limit", "0", "$.benchmark.limit", "at least 1; found 0")]
    [InlineData("benchmark.limit", "1.5", "$.benchmark.limit", "found 1.5")]
    [InlineData("benchmark.limit", "1e999", "$.benchmark.limit", "found 1e999")]
    [InlineData("benchmark.limit", "null", "$.benchmark.limit", "leave the field out")]
    [InlineData("benchmark.seed", "2147483648", "$.benchmark.seed", "32 bits")]
    [InlineData("models", "[]", "$.models", "an empty list")]
    [InlineData("models[4]", "\"gpt-5\"", "$.models[4]", "found a text")]
    [InlineData("models[4].kind", "null", "$.models[4].kind", "found null")]
    [InlineData("models[4].kind", "\"majorty\"", "$.models[4].kind", "did you mean 'majority'?")]
    [InlineData("models[4].fresh", "\"yes\"", "$.models[4].fresh", "true or false; found 'yes'")]
    [InlineData("models[1].model", null, "$.models[1].model", "is required")]
    [InlineData("models[1].model", "\" gpt\"", "$.models[1].model", "' gpt'")]
    [InlineData("models[1].maxConcurrency", "1025", "$.models[1].maxConcurrency", "from 1 to 1024")]
    [InlineData("models[1].requestsPerMinute", "0", "$.models[1].requestsPerMinute", "from 0.1 to 1000000")]
    [InlineData("models[1].tokensPerMinute", "\"many\"", "$.models[1].tokensPerMinute", "found 'many'")]
    [InlineData("models[1].timeout", "0", "$.models[1].timeout", "found 0")]
    [InlineData("models[1].timeout", "\"2 min\"", "$.models[1].timeout", "such as \"90s\" or \"2m\"")]
    [InlineData("models[1].timeout", "\"2h\"", "$.models[1].timeout", "3600")]
    [InlineData("models[0].price", """{ "inputPerMillion": 1 }""", "$.models[0].price.outputPerMillion", "is required")]
    [InlineData("models[0].price.inputPerMillion", "-1", "$.models[0].price.inputPerMillion", "found -1")]
    [InlineData("models[2].source", null, "$.models[2].source", "is required")]
    [InlineData("models[2].batchSize", "0", "$.models[2].batchSize", "from 1 to 1024")]
    [InlineData("generation.temperature", "2.1", "$.generation.temperature", "from 0 to 2")]
    [InlineData("generation.maxOutputTokens", "null", "$.generation.maxOutputTokens", "from 1 to 100000")]
    [InlineData("generation.topP", "\"high\"", "$.generation.topP", "found 'high'")]
    [InlineData("alarmAbove", "1.01", "$.alarmAbove", "from 0 to 1")]
    [InlineData("failAbove", "1.01", "$.failAbove", "from 0 to 1")]
    [InlineData("failAbove", "-1e-9", "$.failAbove", "from 0 to 1")]
    [InlineData("gate", "{}", "$.gate", "a list")]
    [InlineData("gate[0].atLeast", "55", "$.gate[0].atLeast", "from 0 to 1")]
    [InlineData("nonce", "\"a\\nb\"", "$.nonce", @"'a\u000ab'")]
    public void Read_WrongValue_SaysWhereAndWhatWasExpected(string path, string? json, string faultPath, string words)
    {
        var fault = ManifestSample.FaultWith(path, json);

        Assert.Equal(faultPath, fault.Path);
        Assert.Contains(words, fault.Message);
    }

    [Theory]
    [InlineData("temprature", "generation", "did you mean 'temperature'?")]
    [InlineData("max_output_tokens", "generation", "did you mean 'maxOutputTokens'?")]
    [InlineData("API-KEY", "models[1]", "did you mean 'apiKey'?")]
    [InlineData("timeOut", "models[1]", "did you mean 'timeout'?")]
    [InlineData("xyzzy", "models[4]", "the fields here are 'id', 'kind' and 'fresh'")]
    [InlineData("batchSize", "models[1]", "kind 'openai' has no field 'batchSize'; it is a field of kind 'clip'")]
    [InlineData("apiKey", "models[4]", "kind 'majority' has no field 'apiKey'; it is a field of kind 'openai', 'azure-openai', 'anthropic', 'gemini' or 'clip'")]
    [InlineData("temperature", "models[1]", "belongs in 'generation'")]
    [InlineData("task", "benchmark", "did you mean 'tasks'?")]
    [InlineData("atleast", "gate[1]", "did you mean 'atLeast'?")]
    public void Read_UnknownField_NamesTheNearest(string name, string owner, string words)
    {
        var fault = ManifestSample.FaultWith($"{owner}.{name}", "1");

        Assert.EndsWith(name.Contains('-') ? $"['{name}']" : $".{name}", fault.Path);
        Assert.Contains(words, fault.Message);
    }

    [Theory]
    [InlineData("protocol", "belongs in 'benchmark'")]
    [InlineData("maxOutputTokens", "belongs in 'generation'")]
    [InlineData("model", "did you mean 'models'?")]
    public void Read_FieldOneLevelOff_SaysWhereItBelongs(string name, string words) =>
        Assert.Contains(words, ManifestSample.FaultWith(name, "1").Message);

    [Fact]
    public void Read_Detection_IsTheModels() =>
        Assert.Equal([null, "qwen3-vl", null, null, null], ManifestSample.Read(ManifestSample.With("models[1].detection", "\"qwen3-vl\"")).Manifest!.Models.Select(model => model.Detection));

    [Theory]
    [InlineData("models[1].detection", "\"qwen\"", "$.models[1].detection", "'qwen2.5-vl'")]
    [InlineData("models[2].detection", "\"json\"", "$.models[2].detection", "kind 'clip' has no field 'detection'")]
    public void Read_WrongDetection_SaysWhatThereIs(string path, string json, string faultPath, string words)
    {
        var fault = ManifestSample.FaultWith(path, json);

        Assert.Equal(faultPath, fault.Path);
        Assert.Contains(words, fault.Message);
    }

    [Theory]
    [InlineData("gpt-5")]
    [InlineData("GPT-5")]
    public void Read_RepeatedId_NamesBothPlaces(string id)
    {
        var fault = ManifestSample.FaultWith("models[3].id", $"\"{id}\"");

        Assert.Equal("$.models[3].id", fault.Path);
        Assert.Contains("$.models[0].id", fault.Message);
    }

    [Fact]
    public void Read_ManyFaults_ReportsAllAtOnceInTheOrderOfTheFile()
    {
        var reading = ManifestSample.Read("""
            { "nmae": 1, "benchmark": { "dataset": "../x", "tasks": ["fien"], "limit": 0 },
              "models": [ { "id": "a", "kind": "openai" }, { "id": "a", "kind": "clap", "gpux": 1 } ], "failAbove": 2 }
            """);

        Assert.Null(reading.Manifest);
        Assert.Equal(
            [
                "$.name", "$.nmae", "$.benchmark.dataset", "$.benchmark.tasks[0]", "$.benchmark.limit",
                "$.models[0].model", "$.models[0].apiKey", "$.models[1].id", "$.models[1].kind", "$.models[1].gpux", "$.failAbove",
            ],
            reading.Faults.Select(fault => fault.Path));
    }

    [Fact]
    public void Read_ThousandsOfFaults_SpellsOutTheFirstHundred()
    {
        var fields = string.Join(",", Enumerable.Range(0, 20_000).Select(number => $"\"x{number}\":1"));

        var faults = ManifestSample.Read($"{{{fields}}}").Faults;

        Assert.Equal(101, faults.Count);
        Assert.Equal(new ManifestFault("$", "and 19,903 more faults"), faults[^1]);
    }
}
