using MuBench.Precompile;

// Arguments: the repository's folder, and the configuration of the build. The tests run without this too, and then take longer.
var folders = BuiltFolders.Of(args[0], args[1]);
using var compiler = new NativeImages(Path.Join(args[0], "tests", "Precompile", "obj", "images"));
foreach (var folder in folders)
    await compiler.CompileAsync(folder);
foreach (var folder in folders)
    compiler.Place(folder);
