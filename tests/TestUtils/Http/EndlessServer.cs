using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MuBench.TestUtils.Http;

/// <summary>A server that responds to every request and never ends its response before the caller disconnects.</summary>
/// <remarks>It uses sockets and not <see cref="LoopbackServer{TCall}"/>, because an HTTP server would not send such headers.</remarks>
public sealed class EndlessServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly byte[] _head;
    private readonly byte[] _piece;
    private readonly TimeSpan _pause;
    private readonly Task _accepting;
    private long _sent;
    private int _count;

    private EndlessServer(string head, byte[] piece, TimeSpan pause)
    {
        (_head, _piece, _pause) = (Encoding.ASCII.GetBytes(head), piece, pause);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Address without a path.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Number of bytes sent so far, to all callers.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Number of requests so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Sends a body as fast as the caller reads it.</summary>
    public static EndlessServer OfBody(int status = 200) =>
        new($"HTTP/1.1 {status} X\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n", Encoding.ASCII.GetBytes(new string(' ', 1 << 16)), TimeSpan.Zero);

    /// <summary>Sends a body and announces its length.</summary>
    public static EndlessServer OfLength(long length) =>
        new($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n", Encoding.ASCII.GetBytes(new string(' ', 1 << 16)), TimeSpan.Zero);

    /// <summary>Sends one byte of a body every tenth of a second.</summary>
    public static EndlessServer OfDrops() =>
        new("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n", " "u8.ToArray(), TimeSpan.FromMilliseconds(100));

    /// <summary>Sends one header after another.</summary>
    public static EndlessServer OfHeaders() =>
        new("HTTP/1.1 200 OK\r\n", Encoding.ASCII.GetBytes($"x-more: {new string('y', 1000)}\r\n"), TimeSpan.Zero);

    /// <summary>Sends one provisional response after another.</summary>
    public static EndlessServer OfHints() => new("", "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n"u8.ToArray(), TimeSpan.Zero);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(AnswerAsync(await _listener.AcceptTcpClientAsync(_stopped.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                await ReadHeadAsync(stream);
                Interlocked.Increment(ref _count);
                await stream.WriteAsync(_head, _stopped.Token);
                while (true)
                {
                    await stream.WriteAsync(_piece, _stopped.Token);
                    Interlocked.Add(ref _sent, _piece.Length);
                    if (_pause > TimeSpan.Zero)
                        await Task.Delay(_pause, _stopped.Token);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The caller has disconnected, or the test has ended.
            }
        }
    }

    private async Task ReadHeadAsync(NetworkStream stream)
    {
        var last = 0u;
        var one = new byte[1];
        while (last != 0x0D0A0D0A && await stream.ReadAsync(one, _stopped.Token) == 1)
            last = (last << 8) | one[0];
    }
}
