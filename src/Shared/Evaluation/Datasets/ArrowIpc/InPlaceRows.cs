using System.Buffers;
using System.Security.Cryptography;
using MuBench.Datasets.Import;
using MuBench.Imaging.Display;

namespace MuBench.Datasets.ArrowIpc;

/// <summary>Indexes an Arrow stream whose images are used in place.</summary>
internal sealed class InPlaceRows(ArrowStreamFile file, DatasetIndex index, ProgressMeter meter)
{
    private readonly string _name = Path.GetFileName(file.Path);
    private readonly byte[] _buffer = new byte[256 << 10];

    /// <exception cref="UserException">The file contradicts itself.</exception>
    public async Task IndexAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var row = 0L;
        foreach (var message in file.Batches)
        {
            try
            {
                var batch = ArrowBatchDecoder.Read(file, message, ReleaseColumns.Values, ReleaseColumns.Image);
                var table = new ReleaseTable(batch.Columns);
                for (var i = 0; i < batch.Length; i++, row++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await AddAsync(table.RowAt(i), batch.Images[i], new RowOrigin(_name, "row", row), hash, cancellationToken).ConfigureAwait(false);
                }
            }
            catch (InvalidDataException fault)
            {
                throw file.Damaged(message.Offset, fault);
            }

            meter.Report();
        }
    }

    private async ValueTask AddAsync(
        ReleaseRow row, ImageSpan image, RowOrigin origin, IncrementalHash hash, CancellationToken cancellationToken)
    {
        if (image.Length == 0)
        {
            index.LeaveOut(origin);
            return;
        }

        var length = DatasetIndex.CheckLength(image.Length, origin);
        int? bits = null;
        for (var done = 0; done < length;)
        {
            var chunk = _buffer.AsSpan(0, Math.Min(_buffer.Length, length - done));
            file.Read(image.Offset + done, chunk);
            hash.AppendData(chunk);
            if (done == 0 && SampleFormat.NeedsWholeImage(chunk))
                bits = BitsOf(image.Offset, length, origin);
            done += chunk.Length;
        }

        var place = new ImagePlace(_name, new ImagePart(image.Offset, length, Convert.ToHexStringLower(hash.GetHashAndReset())), Bits: bits);
        await index.AddAsync(row, place, origin, cancellationToken).ConfigureAwait(false);
    }

    private int? BitsOf(long offset, int length, RowOrigin origin)
    {
        var whole = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            file.Read(offset, whole.AsSpan(0, length));
            return index.Depth.Add(whole.AsMemory(0, length), origin);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(whole);
        }
    }
}
