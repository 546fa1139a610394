using System.Runtime.CompilerServices;

namespace MuBench.Datasets.Import.Tsv;

/// <summary>Reads the rows of VLMEvalKit tables. Several tables are parts of one dataset.</summary>
/// <remarks>Two passes are needed: rows that share an image may be far apart, and a record contains all questions of its image.</remarks>
internal static class TsvRows
{
    /// <summary>How often each byte is read.</summary>
    public const int Passes = 2;

    public static async IAsyncEnumerable<LooseImage> ReadAsync(
        IReadOnlyList<string> paths, ProgressMeter meter, ImportWarnings warnings, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = await TsvIndex.ReadAsync(paths, meter, warnings, cancellationToken).ConfigureAwait(false);
        var row = 0;
        foreach (var path in paths)
        {
            using var file = await TsvFile.OpenAsync(path).ConfigureAwait(false);
            meter.Begin(file.Name);
            var position = 0L;
            await foreach (var line in file.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                var records = index.RecordsAt(row++);
                if (records.Count > 0)
                {
                    var images = await TsvImage.Of(line).ReadAsync(line, cancellationToken).ConfigureAwait(false);
                    foreach (var record in records)
                        yield return new LooseImage(record.ToRow(), images, line.Origin);
                }

                meter.AddBytes(file.Position - position);
                position = file.Position;
            }
        }
    }

    /// <summary>Full paths of the images that are files.</summary>
    public static async IAsyncEnumerable<string> ImageFilesAsync(IReadOnlyList<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            using var file = await TsvFile.OpenAsync(path).ConfigureAwait(false);
            await foreach (var line in file.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                foreach (var image in TsvImage.Of(line).Files(line))
                    yield return image;
            }
        }
    }
}
