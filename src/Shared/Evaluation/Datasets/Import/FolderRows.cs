using System.Runtime.CompilerServices;

namespace MuBench.Datasets.Import;

/// <summary>Reads the rows of a folder with a <c>questions.jsonl</c> or <c>questions.csv</c> and image files.</summary>
internal static class FolderRows
{
    public static async IAsyncEnumerable<LooseImage> ReadAsync(
        string questions, ProgressMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(questions);
        meter.Begin(name);
        await foreach (var line in QuestionLines.ReadAnyAsync(questions, cancellationToken).ConfigureAwait(false))
        {
            var origin = new RowOrigin(name, "line", line.Number);
            var images = new List<ReadOnlyMemory<byte>>();
            foreach (var (field, image) in line.Images())
                images.Add(await ReadImageAsync(questions, line, field, image, origin, cancellationToken).ConfigureAwait(false));
            meter.AddBytes(images.Sum(image => (long)image.Length));
            yield return new LooseImage(line.ToRow(), images, origin);
        }
    }

    /// <summary>The full path of one of a line's images.</summary>
    /// <exception cref="UserException">The path leaves the folder.</exception>
    public static string ImagePath(string questions, QuestionLine line, string field, string image) =>
        SourcePath.Resolve(questions, image, fault => line.Fault(field, fault));

    private static async Task<ReadOnlyMemory<byte>> ReadImageAsync(
        string questions, QuestionLine line, string field, string image, RowOrigin origin, CancellationToken cancellationToken)
    {
        var path = ImagePath(questions, line, field, image);
        byte[] bytes;
        try
        {
            DatasetIndex.CheckLength(new FileInfo(path).Length, origin);
            bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw line.Fault(field, $"names '{image}', which cannot be read: {fault.Message.TrimEnd('.')}");
        }

        return bytes.Length > 0 ? bytes : throw line.Fault(field, $"names '{image}', which is empty");
    }
}
