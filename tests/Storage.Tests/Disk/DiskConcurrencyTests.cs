using System.Text;
using MuBench.Storage;
using MuBench.Storage.Disk;

namespace MuBench.Tests.Storage.Disk;

public sealed class DiskConcurrencyTests : IDisposable
{
    private readonly StorageTestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AppendAsync_AnotherProcessHoldsTheFile_Waits()
    {
        var store = new DiskStore(_folder.Path);
        var path = StorePath.Parse("responses/a.jsonl");
        await store.AppendAsync(path, "one\n"u8.ToArray(), Token);
        Task append;
        using (File.Open(Path.Join(_folder.Path, path.Value), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            append = store.AppendAsync(path, "two\n"u8.ToArray(), Token);
            Assert.False(append.IsCompleted);
        }

        await append;
        Assert.Equal("one\ntwo\n"u8.ToArray(), await store.TryReadAsync(path, Token));
    }

    // Acts as another process does: with its own handles and without the store's queue.
    [Fact]
    public async Task AppendAsync_OtherProcessesAppendAndRead_LosesNoLine()
    {
        var store = new DiskStore(_folder.Path);
        var path = StorePath.Parse("responses/a.jsonl");
        await store.AppendAsync(path, "start\n"u8.ToArray(), Token);
        var file = Path.Join(_folder.Path, path.Value);
        var work = Enumerable.Range(0, 6).Select(task => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                var line = Encoding.UTF8.GetBytes($"{task}:{i}:{new string('x', 13 * i)}\n");
                if (task < 3)
                    await store.AppendAsync(path, line, Token);
                else
                    await AppendAsOtherProcessAsync(file, line);
                Assert.Equal((byte)'\n', (await store.TryReadAsync(path, Token))![^1]);
            }
        }, Token));
        await Task.WhenAll(work);

        var lines = Encoding.UTF8.GetString((await store.TryReadAsync(path, Token))!).TrimEnd('\n').Split('\n')[1..];
        var expected = Enumerable.Range(0, 6).SelectMany(task => Enumerable.Range(0, 40).Select(i => $"{task}:{i}:{new string('x', 13 * i)}"));
        Assert.Equal(expected.Order(StringComparer.Ordinal), lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TryCopy_FileSystemWithoutHardLinks_ExactlyOneWins()
    {
        var target = Path.Join(_folder.Path, "plan.json");
        var won = new bool[8];
        Parallel.For(0, won.Length, i =>
        {
            var source = Path.Join(_folder.Path, $"{i}.tmp");
            File.WriteAllText(source, $"by {i}");
            won[i] = ExclusiveMove.TryCopy(source, target);
        });
        Assert.Single(won, true);
        Assert.Equal($"by {Array.IndexOf(won, true)}", File.ReadAllText(target));
    }

    private static async Task AppendAsOtherProcessAsync(string file, byte[] line)
    {
        while (true)
        {
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
                stream.Seek(0, SeekOrigin.End);
                stream.Write(line);
                return;
            }
            catch (IOException)
            {
                await Task.Yield(); // another handle holds it
            }
        }
    }
}
