using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MuBench.Datasets.Import;

/// <summary>
/// The dataset's content hash. It covers all values of the rows in order, and not where the bytes lie. Each value is
/// preceded by its length, so that no two datasets give the same byte sequence.
/// </summary>
internal sealed class ContentHash : IDisposable
{
    private const int Absent = -1;

    // Marks a field that most rows lack, so that rows without it keep their earlier hash. It differs from any length or count,
    // which are never negative.
    private const int FurtherImages = -2;
    private const int TaskOrStyle = -3;
    private const int Category = -4;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly ArrayBufferWriter<byte> _row = new(16 << 10);

    public ContentHash() => Text("mubench dataset 1");

    public void Add(ImageRecord image)
    {
        foreach (var text in (string?[])[
            image.Sha256, image.ImageId, image.Dataset, image.Source, image.LabelName, image.Domain, image.Subdomain, image.Modality,
            image.Submodality, image.Stain, image.License])
            Text(text);
        Number(image.Synthetic switch { null => Absent, false => 0, true => 1 });
        Number(image.Questions.Count);
        foreach (var question in image.Questions)
            Add(question);
        Number(image.Captions.Count);
        foreach (var caption in image.Captions)
            Choice(caption.Key, caption.Id, caption.Template, caption.Options, caption.AnswerIndex);
        Regions(image.Boxes);
        Regions(image.Polygons);
        AddLaterColumns(image);
        _hash.AppendData(_row.WrittenSpan);
        _row.ResetWrittenCount();
    }

    /// <summary>The hash of the rows so far, lower-case hex.</summary>
    public string ToHex() => Convert.ToHexStringLower(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    private void Add(Question question)
    {
        Choice(question.Key, question.Id, question.Text, question.Options, question.AnswerIndex);
        if (question.Category is { } category)
        {
            Number(Category);
            Text(category);
        }

        if ((question.Task ?? question.Style) is null)
            return;
        Number(TaskOrStyle);
        Text(question.Task);
        Text(question.Style);
    }

    // These columns are hashed only where they are set, so that datasets without them keep their earlier hash.
    private void AddLaterColumns(ImageRecord image)
    {
        if (image.Further is { } further)
        {
            Number(FurtherImages);
            Number(further.Count);
            foreach (var part in further)
                Text(part.Sha256);
        }

        if (image.Scale is { } scale)
        {
            Text("scale");
            Text(scale);
        }
    }

    private void Choice(string key, string? id, string text, IReadOnlyList<string> options, int answer)
    {
        Text(key);
        Text(id);
        Text(text);
        Number(options.Count);
        foreach (var option in options)
            Text(option);
        Number(answer);
    }

    private void Regions(IReadOnlyList<Region>? regions)
    {
        Number(regions?.Count ?? Absent);
        foreach (var region in regions ?? [])
        {
            Text(region.ClassName);
            Number(region.Points.Count);
            foreach (var point in region.Points)
                Number(BitConverter.SingleToInt32Bits(point));
        }
    }

    private void Text(string? text)
    {
        if (text is null)
        {
            Number(Absent);
            return;
        }

        Number(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _row);
    }

    private void Number(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_row.GetSpan(4), value);
        _row.Advance(4);
    }
}
