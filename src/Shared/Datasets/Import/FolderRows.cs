using System.Runtime.CompilerServices;

namespace MuBench.Datasets.Import;

/// <summary>Rows of a folder with a <c>questions.jsonl</c> and image files.</summary>
internal static class FolderRows
{
    public static async IAsyncEnumerable<LooseImage> ReadAsync(
        string questions, ProgressMeter meter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(questions);
        meter.Begin(name);
        await foreach (var line in QuestionLines.ReadAsync(questions, cancellationToken))
        {
            var path = ImagePath(questions, line);
            byte[] bytes;
            try
            {
                DatasetIndex.CheckLength(new FileInfo(path).Length, new RowOrigin(name, "line", line.Number));
                bytes = await File.ReadAllBytesAsync(path, cancellationToken);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw line.Fault(ReleaseColumns.Image, $"names '{line.Image}', which cannot be read: {fault.Message}");
            }

            if (bytes.Length == 0)
                throw line.Fault(ReleaseColumns.Image, $"names '{line.Image}', which is empty");
            meter.AddBytes(bytes.Length);
            yield return new LooseImage(line.ToRow(), bytes, new RowOrigin(name, "line", line.Number));
        }
    }

    /// <summary>The full path of a line's image.</summary>
    /// <exception cref="UserException">It leaves the folder.</exception>
    public static string ImagePath(string questions, QuestionLine line) =>
        SourcePath.Resolve(questions, line.Image, fault => line.Fault(ReleaseColumns.Image, fault));
}
