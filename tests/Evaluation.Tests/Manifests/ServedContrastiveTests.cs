using MuBench.Manifests;

namespace MuBench.Tests.Manifests;

/// <summary>Models of the kind <c>clip</c> with an endpoint.</summary>
public sealed class ServedContrastiveTests
{
    private static readonly ModelKeyContext Context = new(null, 7, "0123456789ab", "run-01234567");

    [Fact]
    public void Read_Endpoint_HasWhatAHostedModelHas()
    {
        var model = Read(""" "endpoint": "https://clip.internal/v1", "model": "biomedclip", "apiKey": "secret:clip-key", "maxConcurrency": 4, "timeout": "30s", "batchSize": 64 """).Manifest!.Models[0];

        Assert.Equal(("https://clip.internal/v1", "biomedclip", "clip-key", 4, 30.0, 64), (model.Endpoint!.AbsoluteUri, model.Model, model.ApiKeySecret, model.MaxConcurrency, model.TimeoutSeconds, model.BatchSize));
        Assert.Null(model.Source);
        Assert.False(ModelKinds.IsInProcess(model));
    }

    [Theory]
    [InlineData(""" "batchSize": 4 """, "$.models[0].source: is required without 'endpoint'")]
    [InlineData(""" "source": "models/a", "endpoint": "https://h/v1", "model": "a" """, "$.models[0].endpoint: a model is in a folder ('source') or behind an 'endpoint', not both")]
    [InlineData(""" "endpoint": "https://h/v1" """, "$.models[0].model: is required with 'endpoint'")]
    [InlineData(""" "endpoint": "https://h/v1", "model": "a", "precision": "fp16" """, "$.models[0].precision: is set by the server")]
    [InlineData(""" "endpoint": "https://h/v1", "model": "a", "threads": 2 """, "$.models[0].threads: is set by the server")]
    [InlineData(""" "source": "models/a", "model": "a" """, "$.models[0].model: is a field of a model behind an 'endpoint'")]
    [InlineData(""" "source": "models/a", "apiKey": "secret:a" """, "$.models[0].apiKey: is a field of a model behind an 'endpoint'")]
    public void Read_WhatDoesNotFit_IsAFault(string fields, string fault) =>
        Assert.StartsWith(fault, Assert.Single(Read(fields).Faults).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Key_OfAnEndpoint_IsOfItsAddressAndModelAndNothingElse()
    {
        var model = Read(""" "endpoint": "https://h/v1", "model": "a" """).Manifest!.Models[0];

        Assert.Equal("5a13f497894bea5ae3d1eeb5", ModelKey.Of(model, Context));
        Assert.Equal(ModelKey.Of(model, Context), ModelKey.Of(model with { Id = "other", BatchSize = 3, TimeoutSeconds = 9, MaxConcurrency = 2, ApiKeySecret = "k" }, Context));
        Assert.NotEqual(ModelKey.Of(model, Context), ModelKey.Of(model with { Model = "b" }, Context));
        Assert.NotEqual(ModelKey.Of(model, Context), ModelKey.Of(model with { Endpoint = new Uri("https://i/v1") }, Context));
        Assert.NotEqual(ModelKey.Of(model, Context), ModelKey.Of(model with { Templates = ["a {class}"] }, Context));
    }

    private static ManifestReadResult Read(string fields) => ManifestSample.Read($$"""{ "name": "a", "benchmark": { "dataset": "d" }, "models": [ { "id": "m", "kind": "clip", {{fields}} } ] }""");
}
