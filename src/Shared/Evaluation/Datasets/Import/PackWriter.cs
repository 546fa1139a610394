using System.Security.Cryptography;
using MuBench.Json;
using MuBench.Storage;

namespace MuBench.Datasets.Import;

/// <summary>Writes packs, image after image. A new pack begins when the size limit would be exceeded.</summary>
internal sealed class PackWriter(ImportTarget target, DatasetIndex index, string dataset)
{
    private readonly List<PackInfo> _packs = [];

    /// <summary>Maximum size of a pack in bytes.</summary>
    public long MaxPack { get; init; } = 1L << 30;

    public IReadOnlyList<PackInfo> Packs => _packs;

    public async Task WriteAsync(IAsyncEnumerable<LooseImage> images, CancellationToken cancellationToken)
    {
        var rows = images.GetAsyncEnumerator(cancellationToken);
        await using var closing = rows.ConfigureAwait(false);
        var more = await NextAsync(rows).ConfigureAwait(false);
        while (more)
        {
            var name = $"images-{_packs.Count:D5}.bin";
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var length = 0L;
            await target.WriteAsync(StoreLayout.Pack(dataset, name), WritePackAsync, cancellationToken).ConfigureAwait(false);
            _packs.Add(new PackInfo(name, length, Convert.ToHexStringLower(hash.GetHashAndReset())));

            async Task WritePackAsync(Stream stream, CancellationToken token)
            {
                var parts = new List<ImagePart>();
                int? bits = null;
                do
                {
                    var (row, images, origin) = rows.Current;
                    string[] hashes = [.. images.Select(bytes => Hashing.Sha256(bytes.Span))];
                    // Consecutive rows with the same images share their bytes.
                    if (!hashes.SequenceEqual(parts.Select(part => part.Sha256), StringComparer.Ordinal))
                    {
                        parts.Clear();
                        bits = index.Depth.Add(images, origin);
                        foreach (var (bytes, sha256) in images.Zip(hashes))
                        {
                            await stream.WriteAsync(bytes, token).ConfigureAwait(false);
                            hash.AppendData(bytes.Span);
                            parts.Add(new ImagePart(length, bytes.Length, sha256));
                            length += bytes.Length;
                        }
                    }

                    await index.AddAsync(row, new ImagePlace(name, parts[0], parts.Count == 1 ? null : [.. parts[1..]], bits), origin, token).ConfigureAwait(false);
                    more = await NextAsync(rows).ConfigureAwait(false);
                }
                while (more && length + rows.Current.Length <= MaxPack);
            }
        }
    }

    private async ValueTask<bool> NextAsync(IAsyncEnumerator<LooseImage> rows)
    {
        while (await rows.MoveNextAsync().ConfigureAwait(false))
        {
            // A question about three images would be another question if one of them were missing.
            if (rows.Current.Images.Count > 0 && rows.Current.Images.All(image => !image.IsEmpty))
            {
                DatasetIndex.CheckLength(rows.Current.Length, rows.Current.Origin);
                return true;
            }

            index.LeaveOut(rows.Current.Origin, rows.Current.Images.Count);
        }

        return false;
    }
}
