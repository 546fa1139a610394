namespace MuBench.Storage.Leases;

/// <summary>A claim that this process has taken. It ends when it is disposed, or with the lease of its holder.</summary>
public sealed class HeldClaim : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly StoreClaims _claims;
    private readonly StorePath _path;
    private readonly ClaimDocument _document;
    private readonly string _tag;

    internal HeldClaim(StoreClaims claims, StorePath path, ClaimDocument document, string tag) => (_claims, _path, _document, _tag) = (claims, path, document, tag);

    /// <summary>How often the claim has been taken, including this time.</summary>
    public long Generation => _document.Generation;

    /// <summary>Releases the claim, so that another holder can take it at once.</summary>
    public async ValueTask DisposeAsync()
    {
        using var late = new CancellationTokenSource(Patience, _claims.Time);
        await _claims.ReleaseAsync(_path, _document, _tag, late.Token).ConfigureAwait(false);
    }
}
