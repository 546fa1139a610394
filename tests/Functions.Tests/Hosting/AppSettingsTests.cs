using Microsoft.Extensions.Configuration;
using MuBench.Functions.Hosting;

namespace MuBench.Tests.Functions.Hosting;

public sealed class AppSettingsTests
{
    private static AppSettings Read(params (string Name, string? Value)[] values) => AppSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection([new("MUBENCH_CONTAINER", "mubench")])
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Name, value.Value)))
        .Build());

    [Fact]
    public void Read_TheLeast_HasTheDocumentedDefaults()
    {
        var settings = Read();
        Assert.Equal(("mubench", AppSettings.BlobTrigger, null, 64, TimeSpan.FromSeconds(210)),
            (settings.Container, settings.Trigger, settings.KeyVault, settings.Worker.MaxParallelShards, settings.Worker.Budget));
    }

    [Fact]
    public void Read_All_TakesThem()
    {
        var settings = Read(("MUBENCH_TRIGGER", "queue"), ("MUBENCH_KEY_VAULT", "https://v.vault.azure.net/"), ("MUBENCH_MAX_PARALLEL_SHARDS", " 3 "), ("MUBENCH_ACTIVITY_SECONDS", "30"));
        Assert.Equal((AppSettings.QueueTrigger, "https://v.vault.azure.net/", 3, TimeSpan.FromSeconds(30)),
            (settings.Trigger, settings.KeyVault!.AbsoluteUri, settings.Worker.MaxParallelShards, settings.Worker.Budget));
    }

    [Theory]
    [InlineData("MUBENCH_CONTAINER", " ")]
    [InlineData("MUBENCH_TRIGGER", "both")]
    [InlineData("MUBENCH_KEY_VAULT", "vault")]
    [InlineData("MUBENCH_KEY_VAULT", "http://v.vault.azure.net")]
    [InlineData("MUBENCH_MAX_PARALLEL_SHARDS", "0")]
    [InlineData("MUBENCH_MAX_PARALLEL_SHARDS", "-1")]
    [InlineData("MUBENCH_ACTIVITY_SECONDS", "soon")]
    public void Read_SomethingWrong_NamesTheSetting(string name, string value) =>
        Assert.Contains(name, Assert.Throws<UserException>(() => Read((name, value))).Message, StringComparison.Ordinal);
}
