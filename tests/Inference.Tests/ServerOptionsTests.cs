using MuBench.Contrastive;
using MuBench.Inference;

namespace MuBench.Tests;

public sealed class ServerOptionsTests
{
    [Fact]
    public void Check_GpuRequiredOnTheProcessor_Refuses() =>
        Assert.Contains("--require-gpu", Assert.Throws<UserException>((RunningServer.Options with { RequireGpu = true, Provider = ExecutionProviders.Cpu }).Check).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(ExecutionProviders.Cuda)]
    [InlineData(ExecutionProviders.TensorRt)]
    public void Check_ProviderThatTheBuildLacks_Refuses(string provider)
    {
        Assert.SkipWhen(ExecutionProviders.Has(provider), "This build has it.");

        Assert.Contains(provider, Assert.Throws<UserException>((RunningServer.Options with { Provider = provider }).Check).Message, StringComparison.Ordinal);
        Assert.Throws<UserException>(() => ContrastiveModel.Load(Path.Combine(RunningServer.Models, "clip-base"), new ContrastiveOptions { Provider = provider }));
    }

    [Fact]
    public void Check_RequestThatCouldNeverFit_Refuses()
    {
        Assert.Throws<UserException>((RunningServer.Options with { MaxInputs = 300 }).Check);
        Assert.Throws<UserException>((RunningServer.Options with { MaxBodyBytes = 1L << 40 }).Check);
        Assert.Throws<UserException>((RunningServer.Options with { Models = "/nowhere" }).Check);
        RunningServer.Options.Check();
    }

    [Theory]
    [InlineData("--queue", "x", "1 to 100000")]
    [InlineData("--queue", "0", "1 to 100000")]
    [InlineData("--queue", "1.5", "1 to 100000")]
    [InlineData("--threads", "99999999999", "1 to 256")]
    [InlineData("--batch-delay", "-1", "0 to 1000")]
    [InlineData("--batch-delay", "x", "0 to 1000")]
    [InlineData("--max-body", "1023", "1024 to 2^40")]
    [InlineData("--max-body", "x", "1024 to 2^40")]
    public void Parse_NumberThatAnOptionCannotTake_IsOneError(string option, string value, string range) =>
        Assert.Equal($"{option} '{value}': expected {range}.", Assert.Single(ServerCommand.Parse(["--models", "m", option, value]).Errors).Message);

    [Fact]
    public void Parse_Numbers_AreReadOrLeftAtTheirDefaults()
    {
        var parsed = ServerCommand.Parse(["--models", "m", "--queue", "8", "--batch-delay", "2.5"]);

        Assert.Empty(parsed.Errors);
        Assert.Equal(8, parsed.GetValue<int>("--queue"));
        Assert.Equal(2.5, parsed.GetValue<double>("--batch-delay"));
        Assert.Equal(RunningServer.Options.MaxInputs, parsed.GetValue<int>("--max-inputs"));
    }

    [Fact]
    public void FromEnvironment_WhatTheCommandLineLacks_IsTaken()
    {
        var environment = new Dictionary<string, string?> { ["MUBENCH_INFERENCE_BATCH_DELAY"] = "5", ["MUBENCH_INFERENCE_QUEUE"] = "9", ["MUBENCH_INFERENCE_REQUIRE_GPU"] = "true" };

        Assert.Equal(["--require-gpu=true", "--batch-delay=5"], ServerCommand.FromEnvironment(["--queue", "8"], environment.GetValueOrDefault));
    }
}
