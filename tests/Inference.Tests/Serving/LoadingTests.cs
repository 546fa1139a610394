using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MuBench.Contrastive;
using MuBench.Inference;
using MuBench.Inference.Serving;
using MuBench.TestUtils;

namespace MuBench.Tests.Serving;

public sealed class LoadingTests
{
    [Fact]
    public void Find_AFolderOfModelsAndOneModel_GiveTheirNames()
    {
        Assert.Equal(["clip-base", "clip-he-tuned"], ModelFolders.Find(RunningServer.Models).Select(model => model.Id));
        Assert.Equal(["models/clip-base", "models/clip-he-tuned"], ModelFolders.Find(RepositoryFiles.Path("samples", "quickstart")).Select(model => model.Id));
        Assert.Equal("clip-base", Assert.Single(ModelFolders.Find(Path.Combine(RunningServer.Models, "clip-base"))).Id);
        Assert.Throws<UserException>(() => ModelFolders.Find(RepositoryFiles.Path("docs")));
    }

    [Fact]
    public async Task Server_NoModel_NeverGetsReadyAndEnds()
    {
        await using var app = InferenceServer.Build(RunningServer.Options with { Models = RepositoryFiles.Path("docs") }, builder => builder.Logging.ClearProviders());
        var readiness = app.Services.GetRequiredService<Readiness>();

        await app.RunAsync(TestContext.Current.CancellationToken);

        Assert.Contains("holds no model folder", readiness.Failure, StringComparison.Ordinal);
        Assert.False(readiness.IsReady);
    }

    [Fact]
    public async Task Load_Revision_IsTheHashThatPlansHave()
    {
        var loaded = await ModelLoading.LoadAsync("clip-base", Path.Combine(RunningServer.Models, "clip-base"), RunningServer.Options, TestContext.Current.CancellationToken);
        using var model = loaded.Model;

        var store = new MuBench.Storage.Disk.DiskStore(RunningServer.Models);
        Assert.Equal(await MuBench.Storage.ModelFolderHash.OfAsync(store, MuBench.Storage.StorePath.Parse("clip-base"), TestContext.Current.CancellationToken), loaded.Revision);
        Assert.Equal(64, loaded.Dimensions);
    }

    [Fact]
    public void Placement_OfARealProfile_SaysWhereNodesRan()
    {
        using var folder = new TemporaryFolder();
        using var model = ContrastiveModel.Load(Path.Combine(RunningServer.Models, "clip-base"), new ContrastiveOptions { ProfileFolder = folder.Path });
        model.EmbedTexts(["a"]);

        var placement = model.ReadPlacement();

        Assert.True(placement.Nodes["CPUExecutionProvider"] > 10);
        Assert.True(placement.HeavyOnCpu > 0);
        Assert.True(placement.IsOn(ExecutionProviders.Cpu));
        Assert.False(placement.IsOn(ExecutionProviders.Cuda));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("CUDAExecutionProvider", "CPUExecutionProvider", "Shape", true)]
    [InlineData("CUDAExecutionProvider", "CPUExecutionProvider", "MatMul", false)]
    [InlineData("CPUExecutionProvider", "CPUExecutionProvider", "Shape", false)]
    public void Placement_ACostlyNodeOnTheProcessor_IsNoGpu(string matMul, string other, string op, bool isOn)
    {
        var placement = new NodePlacement();
        placement.Add(new MemoryStream(Encoding.UTF8.GetBytes($$"""
            [{"cat":"Session","args":{} },
             {"cat":"Node","args":{"op_name":"Add","provider":"{{matMul}}" } },
             {"cat":"Node","args":{"op_name":"{{op}}","provider":"{{other}}" } }]
            """)));

        Assert.Equal(isOn, placement.IsOn(ExecutionProviders.Cuda));
    }
}
