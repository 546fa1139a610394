namespace MuBench.Storage.Blob;

/// <summary>A download whose faults are reported as <see cref="StoreException"/>.</summary>
internal sealed class BlobReadStream(Stream content, Func<Exception, StoreException> explain) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (BlobFaults.IsFault(fault, cancellationToken))
        {
            throw explain(fault);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return content.Read(buffer, offset, count);
        }
        catch (Exception fault) when (BlobFaults.IsFault(fault, CancellationToken.None))
        {
            throw explain(fault);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            content.Dispose();
        base.Dispose(disposing);
    }
}
