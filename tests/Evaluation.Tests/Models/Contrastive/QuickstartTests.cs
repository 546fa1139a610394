using System.Text.Json;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using MuBench.Contrastive;
using MuBench.TestUtils;

namespace MuBench.Tests.Models.Contrastive;

/// <summary>Compares the quickstart's models on its images with the similarities of PyTorch and Pillow.</summary>
public sealed class QuickstartTests
{
    private static readonly string Quickstart = RepositoryFiles.Path("samples/quickstart");

    [Theory]
    [InlineData("clip-base")]
    [InlineData("clip-he-tuned")]
    public void Similarity_QuickstartReference_Same(string name)
    {
        Assert.SkipUnless(Directory.Exists(Path.Combine(Quickstart, "models", name)), "The quickstart sample is not here.");
        using var model = ContrastiveModel.Load(Path.Combine(Quickstart, "models", name), new ContrastiveOptions());
        foreach (var reference in References().Where(reference => reference.Model == name))
        {
            using var tensor = model.Preprocess(Image(reference.Shard, reference.Row));
            var image = model.EmbedImages([tensor])[0];
            var scores = model.EmbedTexts(reference.Options).Select(text => ContrastiveModel.Similarity(image, text)).ToArray();
            for (var i = 0; i < scores.Length; i++)
                Assert.Equal(reference.Scores[i], scores[i], 1e-4);
        }
    }

    private static IEnumerable<Reference> References() =>
        File.ReadLines(RepositoryFiles.Path("tests/Contrastive.Tests/data/quickstart-reference.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Reference>(line, JsonSerializerOptions.Web)!);

    private static byte[] Image(int shard, int row)
    {
        using var reader = new ArrowStreamReader(File.OpenRead(Path.Combine(Quickstart, $"dataset/ubench-test-{shard:D5}-of-00002.arrow")));
        while (reader.ReadNextRecordBatch() is { } batch)
        {
            using (batch)
            {
                if (row < batch.Length)
                    return ((BinaryArray)((StructArray)batch.Column("image")).Fields[0]).GetBytes(row).ToArray();
                row -= batch.Length;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(row));
    }

    private sealed record Reference(string Model, int Shard, int Row, string Key, string[] Options, double[] Scores);
}
