using System.Globalization;
using Polytask.TextBench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["train", var data, var program, var page, .. var sets]:
        TrainingBench.Measure(Path.GetFullPath(data), Path.GetFullPath(program), page, sets);
        return 0;
    case ["predict", var program, var page]:
        PredictionSpeed.Measure(Path.GetFullPath(program), page);
        return 0;
    default:
        Console.Error.WriteLine("""
            usage: Polytask.TextBench train DATA POLYTASK PAGE.md [SET ...]
                   Polytask.TextBench predict POLYTASK PAGE.md
            DATA: a folder with one folder per corpus; POLYTASK: the program, published
            """);
        return 2;
}
