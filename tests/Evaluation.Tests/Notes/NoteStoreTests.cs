using MuBench.Datasets;
using MuBench.Notes;
using MuBench.Storage;
using MuBench.Storage.Disk;
using MuBench.TestUtils;

namespace MuBench.Tests.Notes;

public sealed class NoteStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DiskStore _store;
    private readonly NoteStore _notes;

    public NoteStoreTests()
    {
        _store = new DiskStore(_folder.Path);
        _notes = new NoteStore(_store, TimeProvider.System);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WriteAsync_TextAndTags_AreReadByAnyReader()
    {
        var change = await WriteAsync("1.stain", "  two lines\r\nof text ", ["b", " a ", "b", ""]);

        Assert.True(change.IsMade);
        var note = Assert.Single((await new NoteStore(_store, TimeProvider.System).ReadAsync("drawn", Token)).Notes);
        Assert.Equal(("1.stain", "two lines\nof text", change.Version), (note.Question, note.Text, note.Version));
        Assert.Equal(["a", "b"], note.Tags);
    }

    [Fact]
    public async Task WriteAsync_OtherQuestionChangedMeanwhile_KeepsBoth()
    {
        var other = new NoteStore(_store, TimeProvider.System);
        await _notes.ReadAsync("drawn", Token);

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 10).Select(at => WriteAsync(at % 2 == 0 ? _notes : other, $"{at}.stain", $"note {at}", []))), change => Assert.True(change.IsMade));

        Assert.Equal(10, (await _notes.ReadAsync("drawn", Token)).Notes.Count);
    }

    [Fact]
    public async Task WriteAsync_SameQuestionChangedMeanwhile_IsRefusedWithThePresentNote()
    {
        var mine = await WriteAsync("1.stain", "mine", []);
        var theirs = await WriteAsync("1.stain", "theirs", [], mine.Version);

        var late = await WriteAsync("1.stain", "mine again", [], mine.Version);

        Assert.Equal((false, "theirs", theirs.Version), (late.IsMade, late.Note!.Text, late.Version));
        Assert.Equal("theirs", Assert.Single((await _notes.ReadAsync("drawn", Token)).Notes).Text);
        Assert.False((await WriteAsync("1.stain", "new", [])).IsMade); // a writer who has seen no note
    }

    [Fact]
    public async Task WriteAsync_NothingLeft_TakesTheNoteAway()
    {
        var change = await WriteAsync("1.stain", "note", []);

        var empty = await WriteAsync("1.stain", " ", [], change.Version);

        Assert.Equal((true, QuestionNote.NoVersion), (empty.IsMade, empty.Version));
        Assert.Empty((await _notes.ReadAsync("drawn", Token)).Notes);
    }

    [Fact]
    public async Task WriteAsync_SameContentAgain_ChangesNothing()
    {
        var change = await WriteAsync("1.stain", "note", ["a"]);

        Assert.Equal(change.Version, (await WriteAsync("1.stain", "note ", ["a"], change.Version)).Version);
    }

    [Fact]
    public async Task WriteAsync_NoteOnAnotherImageOfThePlace_IsNotTakenForItsNote()
    {
        await WriteAsync("1.stain", "note", []);

        var change = await _notes.WriteAsync("drawn", "1.stain", Item("ffff"), "about the other image", [], QuestionNote.NoVersion, Token);

        Assert.True(change.IsMade);
    }

    [Theory]
    [InlineData(10_001, "a", "10,001 characters")]
    [InlineData(1, "12345678901234567890123456789012345678901", "at most 40 characters")]
    [InlineData(1, "a,b", "no comma")]
    [InlineData(1, "a\u202Eb", "not shown")]
    public async Task WriteAsync_TooLongOrNoTag_IsRefused(int length, string tag, string words)
    {
        var fault = await Assert.ThrowsAsync<UserException>(() => WriteAsync("1.stain", new string('x', length), [tag]));

        Assert.Contains(words, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_DamagedDocument_NamesIt()
    {
        await _store.WriteAsync(StoreLayout.Notes("drawn"), "{"u8.ToArray(), Token);

        Assert.Contains("notes/drawn.json", (await Assert.ThrowsAsync<UserException>(() => _notes.ReadAsync("drawn", Token))).Message, StringComparison.Ordinal);
    }

    private Task<NoteChange> WriteAsync(string question, string text, IReadOnlyList<string> tags, string version = QuestionNote.NoVersion) => WriteAsync(_notes, question, text, tags, version);

    private static Task<NoteChange> WriteAsync(NoteStore notes, string question, string text, IReadOnlyList<string> tags, string version = QuestionNote.NoVersion) =>
        notes.WriteAsync("drawn", question, Item("0123"), text, tags, version, Token);

    private static ImageRecord Item(string hash) => new() { Row = 1, Source = "s", Offset = 0, Length = 1, Sha256 = hash, Questions = [], Captions = [] };
}
