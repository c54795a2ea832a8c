System.Console.WriteLine("polytask");
