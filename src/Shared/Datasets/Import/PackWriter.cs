using System.Security.Cryptography;
using MuBench.Json;
using MuBench.Storage;

namespace MuBench.Datasets.Import;

/// <summary>Makes packs: image after image, a new pack where one would pass its size.</summary>
internal sealed class PackWriter(ImportTarget target, DatasetIndex index, string dataset)
{
    private readonly List<PackInfo> _packs = [];

    /// <summary>Size at which a new pack begins.</summary>
    public long MaximumPack { get; init; } = 1L << 30;

    public IReadOnlyList<PackInfo> Packs => _packs;

    public async Task WriteAsync(IAsyncEnumerable<LooseImage> images, CancellationToken cancellationToken)
    {
        await using var rows = images.GetAsyncEnumerator(cancellationToken);
        var more = await NextAsync(rows);
        while (more)
        {
            var name = $"images-{_packs.Count:D5}.bin";
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var length = 0L;
            await target.WriteAsync(StoreLayout.Pack(dataset, name), WritePackAsync, cancellationToken);
            _packs.Add(new PackInfo(name, length, Convert.ToHexStringLower(hash.GetHashAndReset())));

            async Task WritePackAsync(Stream stream, CancellationToken token)
            {
                var place = default(ImagePlace);
                do
                {
                    var (row, bytes, origin) = rows.Current;
                    var sha256 = Hashing.Sha256(bytes.Span);
                    // Rows that follow one another with one picture share its bytes.
                    if (place.Sha256 != sha256)
                    {
                        place = new ImagePlace(name, length, bytes.Length, sha256);
                        await stream.WriteAsync(bytes, token);
                        hash.AppendData(bytes.Span);
                        length += bytes.Length;
                    }

                    await index.AddAsync(row, place, origin, token);
                    more = await NextAsync(rows);
                }
                while (more && length + rows.Current.Bytes.Length <= MaximumPack);
            }
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<LooseImage> rows)
    {
        while (await rows.MoveNextAsync())
        {
            if (!rows.Current.Bytes.IsEmpty)
            {
                DatasetIndex.CheckLength(rows.Current.Bytes.Length, rows.Current.Origin);
                return true;
            }

            index.LeaveOut(rows.Current.Origin);
        }

        return false;
    }
}
