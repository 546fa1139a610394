using System.Globalization;
using Apache.Arrow;
using Apache.Arrow.Types;
using MuBench.Contrastive;
using MuBench.Datasets;
using MuBench.Pipeline.Planning;
using MuBench.Versions;
using ParquetSharp;

namespace MuBench.Pipeline.Embeddings;

/// <summary>
/// Writes embeddings as Parquet, row by row; memory holds one row group. Rows of images have <c>row</c>,
/// <c>image_id</c>, <c>source</c>, <c>label_name</c> and <c>image_sha256</c>; rows of texts have <c>text</c>. Both have
/// <c>kind</c>, <c>dataset</c> and <c>embedding</c>.
/// </summary>
internal sealed class EmbeddingFile : IDisposable
{
    private const int RowsPerGroup = 2048;

    private static readonly ListType Vector = new(new Field("element", FloatType.Default, nullable: false));

    private readonly string _dataset;
    private readonly Schema _schema;
    private readonly WriterProperties _properties;
    private readonly ParquetSharp.Arrow.ArrowWriterProperties _arrowProperties;
    private readonly ParquetSharp.Arrow.FileWriter _writer;

    public EmbeddingFile(Stream stream, RunPlan plan, PlannedModel model, ContrastiveModel contrastive)
    {
        _dataset = $"{plan.Dataset}@{plan.Revision}";
        _schema = new Schema(
            [
                new Field("kind", StringType.Default, nullable: false),
                new Field("dataset", StringType.Default, nullable: false),
                new Field("row", Int32Type.Default, nullable: true),
                new Field("image_id", StringType.Default, nullable: true),
                new Field("source", StringType.Default, nullable: true),
                new Field("label_name", StringType.Default, nullable: true),
                new Field("image_sha256", StringType.Default, nullable: true),
                new Field("text", StringType.Default, nullable: true),
                new Field("embedding", Vector, nullable: false),
            ],
            new Dictionary<string, string>
            {
                ["mubench.model"] = model.Manifest.Id,
                ["mubench.modelKey"] = model.Key,
                ["mubench.source"] = contrastive.SourceDescription,
                ["mubench.dataset"] = _dataset,
                ["mubench.version"] = CodeVersion.Current.Version,
                ["mubench.run"] = plan.RunId,
                ["mubench.images"] = plan.Images.ToString(CultureInfo.InvariantCulture),
            });
        using var properties = new WriterPropertiesBuilder();
        // Vectors contain no repeated numbers: a dictionary would only cost time and space.
        _properties = properties.Compression(Compression.Zstd).MaxRowGroupLength(RowsPerGroup).DisableDictionary("embedding.list.element").Build();
        using var arrowProperties = new ParquetSharp.Arrow.ArrowWriterPropertiesBuilder();
        _arrowProperties = arrowProperties.StoreSchema().Build();
        _writer = new ParquetSharp.Arrow.FileWriter(stream, _schema, _properties, _arrowProperties, leaveOpen: true);
        _writer.NewBufferedRowGroup();
    }

    /// <summary>Length of the written embeddings; 0 before the first.</summary>
    public int Dimensions { get; private set; }

    public void WriteImages(IReadOnlyList<ImageRecord> images, IReadOnlyList<float[]> embeddings)
    {
        var rows = new Int32Array.Builder();
        foreach (var image in images)
            rows.Append(image.Row);
        Write(
            "image",
            embeddings,
            rows.Build(),
            Strings(images.Select(image => image.ImageId)),
            Strings(images.Select(image => image.Source)),
            Strings(images.Select(image => image.LabelName)),
            Strings(images.Select(image => image.ContentSha256)),
            Nothing(images.Count));
    }

    public void WriteTexts(IReadOnlyList<string> texts, IReadOnlyList<float[]> embeddings)
    {
        var rows = new Int32Array.Builder();
        foreach (var _ in texts)
            rows.AppendNull();
        var none = Nothing(texts.Count);
        Write("text", embeddings, rows.Build(), none, none, none, none, Strings(texts));
    }

    /// <summary>Completes the file. Without this call it is not valid.</summary>
    public void Complete() => _writer.Close();

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _arrowProperties.Dispose();
        _properties.Dispose();
    }

    private void Write(string kind, IReadOnlyList<float[]> embeddings, params IArrowArray[] columns)
    {
        var count = embeddings.Count;
        if (count == 0)
            return;
        Dimensions = embeddings[0].Length;
        IArrowArray[] all = [Strings(Enumerable.Repeat(kind, count)), Strings(Enumerable.Repeat(_dataset, count)), .. columns, Vectors(embeddings)];
        using var batch = new RecordBatch(_schema, all, count);
        _writer.WriteBufferedRecordBatch(batch);
    }

    private static ListArray Vectors(IReadOnlyList<float[]> embeddings)
    {
        var values = new FloatArray.Builder();
        var offsets = new ArrowBuffer.Builder<int>().Append(0);
        foreach (var embedding in embeddings)
        {
            values.Append(embedding.AsSpan());
            offsets.Append(values.Length);
        }

        return new ListArray(Vector, embeddings.Count, offsets.Build(), values.Build(), ArrowBuffer.Empty);
    }

    private static StringArray Nothing(int count) => Strings(Enumerable.Repeat<string?>(null, count));

    private static StringArray Strings(IEnumerable<string?> texts)
    {
        var builder = new StringArray.Builder();
        foreach (var text in texts)
            builder.Append(text);
        return builder.Build();
    }
}
