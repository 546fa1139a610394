using MuBench.Datasets;
using MuBench.TestUtils.Datasets;

namespace MuBench.Tests.Datasets;

/// <summary>Import of MicroVQA's release format, which is recognised by its columns.</summary>
public sealed class MicroVqaImportTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ImportAsync_ReleaseForm_HasItemsOfSeveralImagesAndBothStages(bool parquet)
    {
        using var place = new DatasetWorkplace();
        var rows = TestMicroVqa.Rows(7);
        if (parquet)
            TestMicroVqa.WriteParquet(place.PathOf("data/train-00000-of-00001.parquet"), rows);
        else
            TestMicroVqa.WriteArrow(place.PathOf("microvqa-train.arrow"), rows);

        var info = await place.ImportAsync();

        Assert.Empty(info.Warnings);
        Assert.Equal((rows.Sum(row => row.Images!.Count), 7), (info.Counts.Images, info.Counts.Items));
        Assert.Equal(new Dictionary<string, int> { ["microvqa"] = 7 }, info.Counts.Sources);
        Assert.Equal((3, 2, 2), (info.Counts.Questions["expert_visual_understanding"], info.Counts.Questions["hypothesis_generation"], info.Counts.Questions["experiment_proposal"]));
        var reader = await DatasetReader.OpenAsync(place.Store, "d", TestContext.Current.CancellationToken);
        var records = await reader.ReadShardAsync(0, TestContext.Current.CancellationToken);
        using var images = await reader.ReadImagesAsync(0, records, TestContext.Current.CancellationToken);
        foreach (var (row, record) in rows.Zip(records))
        {
            Assert.Equal(row.Images!, Enumerable.Range(0, record.PartCount).Select(part => images.BytesOf(record, part).ToArray()));
            Assert.Equal($"{row.Key / 2}", record.ImageId);
            var final = Assert.Single(record.Questions, question => question.TaskName == "microvqa");
            Assert.Equal((row.Question, row.Answer, MicroVqaTasks.Keys[row.Task - 1], QuestionStyleNames.MicroVqa, $"{row.Key}"), (final.Text, final.AnswerIndex, final.Key, final.Style, final.Id));
            Assert.Equal(row.Choices, final.Options);
            var draft = Assert.Single(record.Questions, question => question.TaskName == "microvqa_stage1");
            Assert.Equal((row.Question + " (draft)", MicroVqaTasks.Keys[row.Task - 1] + "_1"), (draft.Text, draft.Key));
            Assert.Equal(row.Choices[row.Answer], draft.Options[draft.AnswerIndex]);
        }
    }

    [Fact]
    public async Task ImportAsync_ArrowAndParquetOfTheSameRows_AreOneRevision()
    {
        using var place = new DatasetWorkplace();
        TestMicroVqa.WriteParquet(place.PathOf("p/x.parquet"), TestMicroVqa.Rows(5));
        TestMicroVqa.WriteArrow(place.PathOf("a/x.arrow"), TestMicroVqa.Rows(5));
        Assert.Equal((await place.ImportAsync(place.PathOf("p/x.parquet"), "p")).Sha256, (await place.ImportAsync(place.PathOf("a/x.arrow"), "a")).Sha256);
    }

    [Fact]
    public async Task ImportAsync_WithoutTheFirstStage_HasTheFinalQuestionsAlone()
    {
        using var place = new DatasetWorkplace();
        TestMicroVqa.WriteParquet(place.PathOf("x.parquet"), TestMicroVqa.Rows(3), stageOne: false);
        var info = await place.ImportAsync();
        Assert.Empty(info.Warnings);
        Assert.Equal(MicroVqaTasks.Keys.Order(StringComparer.Ordinal), info.Counts.Questions.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ImportAsync_RowsThatCannotBeAsked_AreLeftOutAndCounted()
    {
        using var place = new DatasetWorkplace();
        var rows = TestMicroVqa.Rows(5).ToArray();
        rows[0] = rows[0] with { Images = null };
        rows[1] = rows[1] with { Images = [] };
        rows[2] = rows[2] with { Images = [rows[2].Images![0], null] };
        rows[3] = rows[3] with { Answer = 9 };
        TestMicroVqa.WriteParquet(place.PathOf("x.parquet"), rows, stageOne: false);
        var info = await place.ImportAsync();
        Assert.Equal(2, info.Counts.Items ?? info.Counts.Images);
        Assert.Contains(info.Warnings, warning => warning.StartsWith("2 x row left out, it has no image: x.parquet row 0", StringComparison.Ordinal));
        Assert.Contains("1 x row left out, one of its images is missing: x.parquet row 2", info.Warnings);
        Assert.Contains(info.Warnings, warning => warning.Contains("question left out, its answer_idx is out of range", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportAsync_UnknownTask_NamesTheRow()
    {
        using var place = new DatasetWorkplace();
        TestMicroVqa.WriteParquet(place.PathOf("x.parquet"), [.. TestMicroVqa.Rows(2), TestMicroVqa.Rows(1)[0] with { Task = 4 }]);
        var fault = await Assert.ThrowsAsync<UserException>(() => place.ImportAsync());
        Assert.Contains("x.parquet row 2: 'task' is '4'; expected 1, 2 or 3", fault.Message, StringComparison.Ordinal);
    }
}
