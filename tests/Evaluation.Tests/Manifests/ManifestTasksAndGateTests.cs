namespace MuBench.Tests.Manifests;

/// <summary>The list of tasks, and the conditions that refer to tasks and models.</summary>
public sealed class ManifestTasksAndGateTests
{
    [Theory]
    [InlineData("[]", "$.benchmark.tasks", "an empty list")]
    [InlineData("""["coarse", "coarse"]""", "$.benchmark.tasks[1]", "is already at $.benchmark.tasks[0]")]
    [InlineData("""["coarse/stain", "coarse"]""", "$.benchmark.tasks[0]", "already part of 'coarse' at $.benchmark.tasks[1]")]
    [InlineData("""["coarse", "fine", "fine/wong_et_al_2022"]""", "$.benchmark.tasks[2]", "already part of 'fine'")]
    [InlineData("""["fine", "fine/opencell"]""", "$.benchmark.tasks[1]", "not part of 'fine' at $.benchmark.tasks[0]; ask it in a run of its own")]
    [InlineData("""["coarse", "fien"]""", "$.benchmark.tasks[1]", "did you mean 'fine'?")]
    [InlineData("""["coarse", "coarse/modalty"]""", "$.benchmark.tasks[1]", "did you mean 'coarse/modality'")]
    [InlineData("""["coarse", "stain"]""", "$.benchmark.tasks[1]", "did you mean 'coarse/stain'?")]
    [InlineData("""["coarse", "classification"]""", "$.benchmark.tasks[1]", "did you mean 'fine'?")]
    [InlineData("""["coarse", "fine/"]""", "$.benchmark.tasks[1]", "'fine/SOURCE'")]
    [InlineData("""["coarse", "fine/../x"]""", "$.benchmark.tasks[1]", "'fine/SOURCE'")]
    [InlineData("""["coarse", "count cells"]""", "$.benchmark.tasks[1]", "the tasks are 'coarse', 'fine'")]
    [InlineData("""["coarse", "cell_count/.."]""", "$.benchmark.tasks[1]", "question keys of a dataset of your own")]
    [InlineData("""["coarse", "localisation"]""", "$.benchmark.tasks[1]", "did you mean 'localization'?")]
    [InlineData("""["coarse", "cognitoin"]""", "$.benchmark.tasks[1]", "did you mean 'cognition'?")]
    [InlineData("""["coarse", ""]""", "$.benchmark.tasks[1]", "unknown task ''")]
    [InlineData("""["coarse", null]""", "$.benchmark.tasks[1]", "found null")]
    [InlineData("\"coarse\"", "$.benchmark.tasks", "found 'coarse'")]
    public void Read_WrongTasks_SaysWhichAndWhatIsMeant(string tasks, string path, string words)
    {
        var fault = ManifestSample.FaultWith("benchmark.tasks", tasks);

        Assert.Equal(path, fault.Path);
        Assert.Contains(words, fault.Message);
    }

    [Theory]
    [InlineData("""["cognition", "cell_count", "cell_size/wong_et_al_2022"]""")]
    [InlineData("""["localization/cell", "localization/burgess_et_al_2024_texture", "fine"]""")]
    [InlineData("""["cell_count"]""")]
    public void Read_TasksOfAnOwnDataset_AreLeftToPlanning(string tasks) =>
        Assert.Empty(ManifestSample.Read(ManifestSample.With("benchmark.tasks", tasks).Replace("\"task\":\"coarse\",", "", StringComparison.Ordinal)).Faults);

    [Theory]
    [InlineData("""["coarse/domain", "coarse/modality", "coarse/stain", "coarse/subdomain", "coarse/submodality", "coarse", "fine"]""", 5)]
    public void Read_PartsBesideTheWhole_FaultsEachPart(string tasks, int faults) =>
        Assert.Equal(faults, ManifestSample.Read(ManifestSample.With("benchmark.tasks", tasks)).Faults.Count);

    [Theory]
    [InlineData("""["coarse"]""", "coarse/modality")]
    [InlineData("""["coarse", "fine"]""", "fine/wong_et_al_2022")]
    [InlineData("""["coarse/modality"]""", "coarse/modality")]
    [InlineData("""["cell_count"]""", "cell_count/slides")]
    public void Read_ConditionOnAPartOfATask_IsTaken(string tasks, string part)
    {
        var manifest = ManifestSample.Read(ManifestSample.With("gate[0]", $$"""{ "model": "qwen", "atLeast": 0.5, "task": "{{part}}" }""")
            .Replace("""["coarse","fine/acevedo_et_al_2020"]""", tasks, StringComparison.Ordinal));

        Assert.Empty(manifest.Faults);
        Assert.Equal(part, manifest.Manifest!.Gate[0].Task);
    }

    [Theory]
    [InlineData("""{ "model": "qwen", "atLeast": 0.5, "task": "coarse/colour" }""", "$.gate[0].task", "no task 'coarse/colour'")]
    [InlineData("""{ "model": "qwen", "atLeast": 0.5, "task": "fine/wong_et_al_2022" }""", "$.gate[0].task", "no task 'fine/wong_et_al_2022'")]
    [InlineData("""{ "model": "qwne", "atLeast": 0.5 }""", "$.gate[0].model", "did you mean 'qwen'?")]
    [InlineData("""{ "model": "qwen", "atLeast": 0.5, "task": "fine" }""", "$.gate[0].task", "no task 'fine'")]
    [InlineData("""{ "model": "qwen" }""", "$.gate[0]", "found neither")]
    [InlineData("""{ "model": "qwen", "atLeast": 0.5, "notWorseThan": "gpt-5" }""", "$.gate[0]", "found both")]
    [InlineData("""{ "model": "qwen", "atLeast": 0.5, "margin": 0.1 }""", "$.gate[0].margin", "belongs to 'notWorseThan'")]
    [InlineData("""{ "model": "qwen", "notWorseThan": "qwen" }""", "$.gate[0].notWorseThan", "compared with itself")]
    [InlineData("""{ "model": "qwen", "notWorseThan": "claude" }""", "$.gate[0].notWorseThan", "it has 'gpt-5', 'qwen', 'biomedclip', 'chance' and 'majority'")]
    [InlineData("""{ "atLeast": 0.5 }""", "$.gate[0].model", "is required")]
    [InlineData("3", "$.gate[0]", "found a number")]
    public void Read_WrongCondition_SaysWhy(string condition, string path, string words)
    {
        var fault = ManifestSample.FaultWith("gate[0]", condition);

        Assert.Equal(path, fault.Path);
        Assert.Contains(words, fault.Message);
    }

    [Fact]
    public void Read_FaultyTasksOrModels_DoesNotFaultTheGateForThem()
    {
        Assert.Equal("$.benchmark.tasks[0]", ManifestSample.FaultWith("benchmark.tasks", """["caorse"]""").Path);
        Assert.Equal("$.models", ManifestSample.FaultWith("models", "7").Path);
    }
}
